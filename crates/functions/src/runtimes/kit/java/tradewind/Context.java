package tradewind;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The context object: an implementation of the interface that the function's own jar brings. */
final class Context {
    private Context() {}

    static Object make(Class<?> type, Map<String, String> headers) {
        Map<String, Object> values = new HashMap<>();
        values.put("getAwsRequestId", headers.get("lambda-runtime-aws-request-id"));
        values.put("getInvokedFunctionArn", headers.get("lambda-runtime-invoked-function-arn"));
        values.put("getTenantId", headers.get("lambda-runtime-aws-tenant-id"));
        values.put("getLogGroupName", System.getenv("AWS_LAMBDA_LOG_GROUP_NAME"));
        values.put("getLogStreamName", System.getenv("AWS_LAMBDA_LOG_STREAM_NAME"));
        values.put("getFunctionName", System.getenv("AWS_LAMBDA_FUNCTION_NAME"));
        values.put("getFunctionVersion", System.getenv("AWS_LAMBDA_FUNCTION_VERSION"));
        String memory = System.getenv().getOrDefault("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128");
        values.put("getMemoryLimitInMB", Integer.parseInt(memory));
        long deadline = Long.parseLong(headers.getOrDefault("lambda-runtime-deadline-ms", "0"));
        Object identity = headers.get("lambda-runtime-cognito-identity") == null
                ? null : Json.read(headers.get("lambda-runtime-cognito-identity"));
        Object client = headers.get("lambda-runtime-client-context") == null
                ? null : Json.read(headers.get("lambda-runtime-client-context"));
        return proxy(type, (method, arguments) -> switch (method.getName()) {
            case "getRemainingTimeInMillis" -> (int) Math.max(0, deadline - System.currentTimeMillis());
            case "getLogger" -> proxy(method.getReturnType(), Context::log);
            case "getIdentity" -> identity == null ? null : view(method.getReturnType(), identity, Map.of(
                    "getIdentityId", "cognitoIdentityId", "getIdentityPoolId", "cognitoIdentityPoolId"));
            case "getClientContext" -> client == null ? null : view(method.getReturnType(), client, Map.of(
                    "getCustom", "custom", "getEnvironment", "env", "getClient", "client",
                    "getInstallationId", "installation_id", "getAppTitle", "app_title",
                    "getAppVersionName", "app_version_name", "getAppVersionCode", "app_version_code",
                    "getAppPackageName", "app_package_name"));
            default -> values.get(method.getName());
        });
    }

    private static Object log(Method method, Object[] arguments) {
        if (method.getName().equals("log") && arguments != null && arguments.length > 0) {
            Object text = arguments[0];
            System.out.print(text instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(text));
            System.out.flush();
        }
        return null;
    }

    /** An interface's getters over a JSON object. */
    private static Object view(Class<?> type, Object json, Map<String, String> names) {
        if (!(json instanceof Map<?, ?> map)) {
            return null;
        }
        return proxy(type, (method, arguments) -> {
            Object value = map.get(names.getOrDefault(method.getName(), ""));
            return method.getReturnType().isInterface() && method.getReturnType() != Map.class
                    ? view(method.getReturnType(), value, names) : value;
        });
    }

    private interface Answers {
        Object answer(Method method, Object[] arguments);
    }

    private static Object proxy(Class<?> type, Answers answers) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) ->
                switch (method.getName()) {
                    case "toString" -> type.getSimpleName();
                    case "hashCode" -> System.identityHashCode(self);
                    case "equals" -> self == arguments[0];
                    default -> answers.answer(method, arguments);
                });
    }
}
