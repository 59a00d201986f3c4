package tradewind;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small client of the Lambda Runtime API: loads a handler, asks for invocations, answers them. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        Api api = new Api(System.getenv("AWS_LAMBDA_RUNTIME_API"));
        Handler handler;
        try {
            handler = Handler.load(System.getenv().getOrDefault("_HANDLER", ""));
        } catch (Throwable problem) {
            Throwable cause = Handler.unwrap(problem);
            log(cause);
            api.initFailed(describe(cause), cause.getClass().getName());
            System.exit(1);
            return;
        }
        while (true) {
            Api.Invocation invocation = api.next();
            if (invocation == null) {
                System.exit(0);
            }
            String trace = invocation.headers().get("lambda-runtime-trace-id");
            if (trace != null) {
                System.setProperty("com.amazonaws.xray.traceHeader", trace);
            }
            String id = invocation.headers().getOrDefault("lambda-runtime-aws-request-id", "");
            byte[] answer;
            try {
                answer = handler.invoke(invocation.body(), invocation.headers());
            } catch (Throwable problem) {
                Throwable cause = Handler.unwrap(problem);
                log(cause);
                api.fail(id, describe(cause), cause.getClass().getName());
                continue;
            }
            System.out.flush();
            api.answer(id, answer);
        }
    }

    /** AWS's JSON of an error. */
    private static byte[] describe(Throwable problem) {
        return Json.write(map(problem, 0)).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> map(Throwable problem, int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("errorMessage", problem.getMessage() == null ? problem.toString() : problem.getMessage());
        map.put("errorType", problem.getClass().getName());
        List<Object> frames = new ArrayList<>();
        for (StackTraceElement frame : problem.getStackTrace()) {
            String name = frame.getClassName();
            // Below the handler there is nothing of the function's.
            if (name.startsWith("tradewind.")) {
                break;
            }
            if (!name.startsWith("jdk.internal.reflect.") && !name.startsWith("java.lang.reflect.")) {
                frames.add(frame.toString());
            }
        }
        if (!frames.isEmpty()) {
            map.put("stackTrace", frames);
        }
        if (problem.getCause() != null && problem.getCause() != problem && depth < 16) {
            map.put("cause", map(problem.getCause(), depth + 1));
        }
        return map;
    }

    private static void log(Throwable problem) {
        StringBuilder text = new StringBuilder();
        text.append(problem.getMessage() == null ? "" : problem.getMessage() + ": ").append(problem.getClass().getName());
        text.append('\n');
        java.io.StringWriter trace = new java.io.StringWriter();
        problem.printStackTrace(new java.io.PrintWriter(trace, true));
        System.out.print(text.append(trace));
        System.out.flush();
    }
}
