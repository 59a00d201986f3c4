"""Starts the runtime client in an interpreter of its own: bootstrap.py [FOLDER_OF_LAYERS [its-own-locale]]."""

import os
import sys

import tradewind_runtime

_layers = sys.argv[1:2]
if len(sys.argv) < 3:
    # Not the function's: where a locale is not installed the interpreter chooses another one, and says so to its children.
    os.environ.pop("LC_CTYPE", None)
del sys.argv[1:]
tradewind_runtime.main(*_layers)
