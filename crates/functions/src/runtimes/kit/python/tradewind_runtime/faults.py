"""Failures that have a name of their own at AWS."""


class Fault(Exception):
    """A failure that has a name of its own at AWS."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.kind = kind
        self.trace = trace
