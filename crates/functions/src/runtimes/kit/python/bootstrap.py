"""Starts the runtime client in an interpreter of its own: bootstrap.py [folder of layers]."""

import sys

import tradewind_runtime

_layers = sys.argv[1:2]
del sys.argv[1:]
tradewind_runtime.main(*_layers)
