package tradewind;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A function's handler: `package.Class`, with `::method` unless the class implements an interface of aws-lambda-java-core. */
final class Handler {
    private static final String CONTEXT = "com.amazonaws.services.lambda.runtime.Context";

    private final Object target;
    private final Method method;
    /** The type of the event; null when the method takes none. */
    private final Type event;
    private final boolean streams;

    private Handler(Object target, Method method, Type event, boolean streams) {
        this.target = target;
        this.method = method;
        this.event = event;
        this.streams = streams;
    }

    static Handler load(String name) throws Exception {
        int colons = name.indexOf("::");
        String className = colons < 0 ? name : name.substring(0, colons);
        String methodName = colons < 0 ? "handleRequest" : name.substring(colons + 2);
        Class<?> type;
        try {
            type = Class.forName(className);
        } catch (ClassNotFoundException missing) {
            throw new ClassNotFoundException("Class not found: " + className);
        }
        Method best = null;
        for (Method method : type.getMethods()) {
            // A generic interface leaves a bridge behind whose types say nothing.
            if (method.getName().equals(methodName) && !method.isBridge() && fits(method)
                    && (best == null || method.getParameterCount() > best.getParameterCount())) {
                best = method;
            }
        }
        if (best == null) {
            throw new NoSuchMethodException("No public method named " + methodName
                    + " with appropriate method signature found on class " + type);
        }
        Object target = Modifier.isStatic(best.getModifiers()) ? null : type.getConstructor().newInstance();
        Class<?>[] parameters = best.getParameterTypes();
        boolean streams = parameters.length > 1 && parameters[0] == InputStream.class && parameters[1] == OutputStream.class;
        Type event = null;
        if (parameters.length > 0 && !parameters[0].getName().equals(CONTEXT)) {
            event = resolve(best.getGenericParameterTypes()[0], type);
        }
        best.setAccessible(true);
        return new Handler(target, best, event, streams);
    }

    /** `()`, `(event)`, `(Context)`, `(event, Context)`, `(InputStream, OutputStream)`, `(InputStream, OutputStream, Context)`. */
    private static boolean fits(Method method) {
        Class<?>[] types = method.getParameterTypes();
        boolean streams = types.length > 1 && types[0] == InputStream.class && types[1] == OutputStream.class;
        if (streams) {
            return types.length == 2 || types.length == 3 && types[2].getName().equals(CONTEXT);
        }
        return types.length < 2 || types.length == 2 && types[1].getName().equals(CONTEXT);
    }

    /** What a type variable of an ancestor stands for in this class; unknown ones are objects. */
    private static Type resolve(Type type, Class<?> in) {
        if (!(type instanceof TypeVariable<?> variable)) {
            return type;
        }
        Map<Type, Type> known = new HashMap<>();
        collect(in, known);
        Type found = variable;
        while (known.containsKey(found)) {
            found = known.get(found);
        }
        return found instanceof TypeVariable<?> ? Object.class : found;
    }

    private static void collect(Class<?> type, Map<Type, Type> known) {
        if (type.getGenericSuperclass() != null) {
            note(type.getGenericSuperclass(), known);
        }
        for (Type ancestor : type.getGenericInterfaces()) {
            note(ancestor, known);
        }
    }

    private static void note(Type ancestor, Map<Type, Type> known) {
        if (ancestor instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                known.put(variables[i], generic.getActualTypeArguments()[i]);
            }
            collect(raw, known);
        } else if (ancestor instanceof Class<?> plain) {
            collect(plain, known);
        }
    }

    byte[] invoke(byte[] body, Map<String, String> headers) throws Throwable {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (int i = 0; i < types.length; i++) {
            if (types[i].getName().equals(CONTEXT)) {
                arguments[i] = Context.make(types[i], headers);
            } else if (streams && i == 1) {
                arguments[i] = output;
            } else if (types[i] == InputStream.class) {
                arguments[i] = new ByteArrayInputStream(body);
            } else {
                String text = new String(body, StandardCharsets.UTF_8);
                arguments[i] = Pojo.from(Json.read(text), event);
            }
        }
        Object result = method.invoke(target, arguments);
        if (streams) {
            return output.toByteArray();
        }
        return Json.write(Pojo.plain(result, 0)).getBytes(StandardCharsets.UTF_8);
    }

    static Throwable unwrap(Throwable problem) {
        boolean wrapped = problem instanceof InvocationTargetException || problem instanceof ExceptionInInitializerError;
        return wrapped && problem.getCause() != null ? problem.getCause() : problem;
    }
}
