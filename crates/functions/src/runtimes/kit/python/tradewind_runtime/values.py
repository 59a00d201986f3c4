"""What a handler returns, as JSON."""

import json
import sys

# The managed runtimes answer non-ASCII characters as they are since Python 3.12.
ASCII = sys.version_info < (3, 12)


class _Numbers:
    """Decimals on their way into JSON, where a number has as many digits as it has."""

    def __init__(self):
        import secrets
        self._mark = "decimal-%s-" % secrets.token_hex(8)
        self._known = []

    def __call__(self, value):
        import decimal
        if isinstance(value, decimal.Decimal):
            self._known.append("NaN" if value.is_nan() else str(value))
            return "%s%d" % (self._mark, len(self._known) - 1)
        if isinstance(value, bytes):
            return value.decode("utf-8")
        raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)

    def put(self, text):
        if not self._known:
            return text
        import re
        return re.sub('"%s([0-9]+)"' % self._mark, lambda found: self._known[int(found.group(1))], text)


def encode(value):
    """JSON as the managed runtimes write it."""
    try:
        return json.dumps(value, ensure_ascii=ASCII)
    except TypeError:
        numbers = _Numbers()
        return numbers.put(json.dumps(value, ensure_ascii=ASCII, default=numbers))
