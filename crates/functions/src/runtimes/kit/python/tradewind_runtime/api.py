"""The Runtime API over one kept connection."""

import _socket

_API = "/2018-06-01/runtime/"
JSON = "application/json"
# What most answers to answers end with.
_ACCEPTED = b'Content-Length: 16\r\n\r\n{"status":"OK"}\n'


class Gone(Exception):
    """The other side of the Runtime API has gone."""


class Api:
    """One kept connection to the Runtime API."""

    def __init__(self, address, connected=None, token=None):
        """`connected` is a descriptor of a connection that is there already; `token` says who connects anew."""
        host, _, port = address.rpartition(":")
        self._peer = (host, int(port))
        self._host = "HTTP/1.1\r\nHost: " + address + "\r\n"
        if token is not None:
            self._host += "Authorization: " + token + "\r\n"
        self._next = self._get("invocation/next")
        self._socket = None if connected is None else _socket.socket(fileno=connected)
        self._buffer = b""
        # An answer that leaves together with the next call.
        self._owed = None

    def _get(self, path):
        return ("GET " + _API + path + " " + self._host + "\r\n").encode()

    def _post(self, path, body, headers="", kind=JSON):
        head = "POST %s%s %sContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n" % (
            _API, path, self._host, kind, len(body), headers)
        return head.encode() + body

    def _connected(self):
        if self._socket is None:
            self._buffer = b""
            self._socket = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
            self._socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
            self._socket.connect(self._peer)
        return self._socket

    def _drop(self):
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def _more(self):
        received = self._socket.recv(65536)
        if not received:
            raise Gone()
        self._buffer = self._buffer + received if self._buffer else received

    def _take(self, size):
        if len(self._buffer) < size:
            parts, have = [self._buffer], len(self._buffer)
            while have < size:
                received = self._socket.recv(min(1048576, max(65536, size - have)))
                if not received:
                    raise Gone()
                parts.append(received)
                have += len(received)
            self._buffer = b"".join(parts)
        taken, self._buffer = self._buffer[:size], self._buffer[size:]
        return taken

    def _line(self):
        while True:
            line, found, rest = self._buffer.partition(b"\r\n")
            if found:
                self._buffer = rest
                return line
            self._more()

    def _chunked(self):
        parts = []
        while True:
            size = int(self._line().partition(b";")[0], 16)
            if size == 0:
                while self._line():
                    pass
                return b"".join(parts)
            parts.append(self._take(size))
            self._line()

    def _read(self):
        while True:
            head, found, rest = self._buffer.partition(b"\r\n\r\n")
            if found:
                break
            self._more()
        self._buffer = rest
        lines = head.decode("latin-1").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        if "transfer-encoding" in headers:
            body = self._chunked()
        else:
            body = self._take(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self._drop()
        return int(lines[0].split(" ", 2)[1]), headers, body

    def _call(self, request):
        try:
            self._connected().sendall(request)
            return self._read()
        except (OSError, Gone):
            self._drop()
            raise Gone() from None

    def _skip(self):
        """Reads past the answer to an answer. It is of no use: whoever was refused goes on with the next invocation."""
        if self._buffer.startswith(b"HTTP/1.1 202 "):
            head, found, rest = self._buffer.partition(_ACCEPTED)
            if found and b"\r\n\r\n" not in head and b"Connection" not in head:
                self._buffer = rest
                return
        self._read()

    def _settle(self):
        """Sends what is owed together with the call for the next invocation; whether the connection stood that."""
        owed, self._owed = self._owed, None
        try:
            self._connected().sendall(owed + self._next)
            if not self._buffer:
                self._more()
            self._skip()
            return self._socket is not None
        except (OSError, Gone):
            # Refused while it was still being sent, perhaps because it is too large. Asking for the next one finds out.
            self._drop()
            return False

    def next(self):
        """The next invocation: (headers, body)."""
        if self._owed is None or not self._settle():
            status, headers, body = self._call(self._next)
        else:
            try:
                status, headers, body = self._read()
            except (OSError, Gone):
                self._drop()
                raise Gone() from None
        if status != 200:
            raise Gone()
        return headers, body

    def answer(self, request_id, body, kind):
        """Answers an invocation; it leaves with the call for the next one, which has to follow."""
        self._owed = self._post("invocation/" + request_id + "/response", body, "", kind)

    def fail(self, request_id, error, kind):
        """Answers an invocation with an error, in the same way."""
        headers = "Lambda-Runtime-Function-Error-Type: " + kind + "\r\n"
        self._owed = self._post("invocation/" + request_id + "/error", error, headers)

    def init_failed(self, error, kind):
        """Tells that the handler could not be loaded."""
        self._call(self._post("init/error", error, "Lambda-Runtime-Function-Error-Type: " + kind + "\r\n"))

    def restore_next(self):
        """Waits until an instance that was initialised ahead is put to use."""
        self._call(self._get("restore/next"))

    def restore_failed(self, error, kind):
        """Tells that a hook after the restore failed."""
        self._call(self._post("restore/error", error, "Lambda-Runtime-Function-Error-Type: " + kind + "\r\n"))
