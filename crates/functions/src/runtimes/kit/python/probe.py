"""Says which Python this is and what it needs to see of the file system."""

import importlib.util
import json
import os
import sys
import sysconfig

# Loading these loads the shared libraries that functions are going to need.
for _name in ("ssl", "sqlite3", "ctypes", "lzma", "bz2", "zlib", "hashlib", "readline"):
    try:
        __import__(_name)
    except ImportError:
        pass

_paths = sysconfig.get_paths()
_needs = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
_needs.update(_paths.get(_name, "") for _name in ("stdlib", "platstdlib", "purelib", "platlib"))
_needs.update(_entry for _entry in sys.path if _entry)
try:
    with open("/proc/self/maps") as _maps:
        for _line in _maps:
            _file = _line.split(None, 5)[5:]
            if _file and ".so" in _file[0]:
                _needs.add(os.path.dirname(_file[0].strip()))
except OSError:
    pass

print(json.dumps({
    "version": "%d.%d.%d" % sys.version_info[:3],
    "needs": sorted(_path for _path in _needs if os.path.isabs(_path) and os.path.exists(_path)),
    "boto3": importlib.util.find_spec("boto3") is not None if sys.implementation.name == "cpython" else False,
}) if sys.implementation.name == "cpython" else "{}")
