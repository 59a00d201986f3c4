package tradewind;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The Runtime API over one kept connection. */
final class Api {
    private static final String BASE = "/2018-06-01/runtime/";

    private final String host;
    private final int port;
    private final String head;
    private Socket socket;
    private InputStream input;

    /** An event and the headers that came with it, names in lower case. */
    record Invocation(Map<String, String> headers, byte[] body) {}

    private record Answer(int status, Map<String, String> headers, byte[] body) {}

    Api(String address) {
        int colon = address.lastIndexOf(':');
        host = address.substring(0, colon);
        port = Integer.parseInt(address.substring(colon + 1));
        head = " HTTP/1.1\r\nHost: " + address + "\r\n";
    }

    /** Waits for an invocation; null when the other side is gone. */
    Invocation next() {
        try {
            Answer answer = call(("GET " + BASE + "invocation/next" + head + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return answer.status() == 200 ? new Invocation(answer.headers(), answer.body()) : null;
        } catch (IOException gone) {
            return null;
        }
    }

    void answer(String id, byte[] body) {
        post("invocation/" + id + "/response", body, "");
    }

    void fail(String id, byte[] error, String type) {
        post("invocation/" + id + "/error", error, "Lambda-Runtime-Function-Error-Type: " + type + "\r\n");
    }

    void initFailed(byte[] error, String type) {
        post("init/error", error, "Lambda-Runtime-Function-Error-Type: " + type + "\r\n");
    }

    private void post(String where, byte[] body, String extra) {
        String text = "POST " + BASE + where + head + "Content-Type: application/json\r\nContent-Length: " + body.length
                + "\r\n" + extra + "\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream(text.length() + body.length);
        request.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        try {
            call(request.toByteArray());
        } catch (IOException gone) {
            // Refused while it was still being sent, perhaps because it is too large. Asking for the next one finds out.
        }
    }

    private Answer call(byte[] request) throws IOException {
        try {
            if (socket == null) {
                socket = new Socket();
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(host, port));
                input = new BufferedInputStream(socket.getInputStream(), 65536);
            }
            socket.getOutputStream().write(request);
            return read();
        } catch (IOException gone) {
            if (socket != null) {
                socket.close();
                socket = null;
            }
            throw gone;
        }
    }

    private Answer read() throws IOException {
        String[] status = line().split(" ", 3);
        if (status.length < 2) {
            throw new IOException("no status");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
            }
        }
        byte[] body = headers.containsKey("transfer-encoding")
                ? chunks()
                : exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Answer(Integer.parseInt(status[1]), headers, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line().split(";")[0].trim(), 16);
            if (size == 0) {
                while (!line().isEmpty()) {
                    // Trailers.
                }
                return body.toByteArray();
            }
            body.writeBytes(exactly(size));
            line();
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes = input.readNBytes(size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = input.read();
            if (next < 0) {
                throw new EOFException();
            }
            if (next == '\n') {
                return line.toString();
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
    }
}
