"""Starts the runtime client in an interpreter of its own: bootstrap.py [folder of layers]."""

import sys

import tradewind_runtime

tradewind_runtime.main(*sys.argv[1:2])
