"""What services refuse, as tables: `(operation, parameters, code, text, status)`; see `exercised.refusals`.

Codes and texts are AWS's: of its documentation, its models, and what its own tools quote. Names in braces are filled in by the
test.
"""
