package tradewind;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Objects from JSON values and back: maps, collections, numbers, enums, records, and classes by setters, getters and fields. */
final class Pojo {
    /** Deeper ones refer to themselves. */
    private static final int DEPTH = 200;

    private Pojo() {}

    static Object from(Object json, Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] parts = generic.getActualTypeArguments();
            if (Map.class.isAssignableFrom(raw) && json instanceof Map<?, ?> map && parts.length == 2) {
                return values(map, parts[1]);
            }
            if (Collection.class.isAssignableFrom(raw) && json instanceof List<?> list) {
                return collection(list, raw, parts[0]);
            }
            return from(json, raw);
        }
        if (type instanceof Class<?> plain) {
            return single(json, plain);
        }
        if (type instanceof GenericArrayType) {
            throw new IllegalArgumentException("arrays of generic types are not supported: " + type);
        }
        return json;
    }

    private static Map<String, Object> values(Map<?, ?> map, Type type) throws ReflectiveOperationException {
        Map<String, Object> out = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.put((String) entry.getKey(), from(entry.getValue(), type));
        }
        return out;
    }

    private static Collection<Object> collection(List<?> list, Class<?> raw, Type type) throws ReflectiveOperationException {
        Collection<Object> out = Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>() : new ArrayList<>();
        for (Object item : list) {
            out.add(from(item, type));
        }
        return out;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object single(Object json, Class<?> type) throws ReflectiveOperationException {
        if (json == null) {
            return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
        }
        if (type == String.class) {
            // A scalar is taken as its text; an object or a list is none.
            if (json instanceof Map || json instanceof List) {
                throw new IllegalArgumentException("Cannot deserialize value of type `java.lang.String`");
            }
            return json.toString();
        }
        if (type.isEnum()) {
            return Enum.valueOf((Class) type, json.toString());
        }
        if (json instanceof Number number && (type.isPrimitive() || Number.class.isAssignableFrom(type))) {
            return number(number, type);
        }
        if (json instanceof List<?> list && type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), list.size());
            for (int i = 0; i < list.size(); i++) {
                Array.set(array, i, from(list.get(i), type.getComponentType()));
            }
            return array;
        }
        if (type.isInstance(json) || type == boolean.class && json instanceof Boolean) {
            return json;
        }
        if (json instanceof Map<?, ?> map && !type.isPrimitive()) {
            return type.isRecord() ? record(map, type) : object(map, type);
        }
        throw new IllegalArgumentException("Cannot deserialize value of type `" + type.getName() + "`");
    }

    private static Object number(Number number, Class<?> type) {
        if (type == int.class || type == Integer.class) {
            return number.intValue();
        }
        if (type == long.class || type == Long.class) {
            return number.longValue();
        }
        if (type == double.class || type == Double.class) {
            return number.doubleValue();
        }
        if (type == float.class || type == Float.class) {
            return number.floatValue();
        }
        if (type == short.class || type == Short.class) {
            return number.shortValue();
        }
        if (type == byte.class || type == Byte.class) {
            return number.byteValue();
        }
        if (type == BigDecimal.class) {
            return new BigDecimal(number.toString());
        }
        return type == BigInteger.class ? new BigDecimal(number.toString()).toBigInteger() : number;
    }

    private static Object record(Map<?, ?> map, Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = from(map.get(components[i].getName()), components[i].getGenericType());
        }
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    private static Object object(Map<?, ?> map, Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object made = constructor.newInstance();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = (String) entry.getKey();
            Optional<Method> setter = setter(type, name);
            if (setter.isPresent()) {
                setter.get().invoke(made, from(entry.getValue(), setter.get().getGenericParameterTypes()[0]));
                continue;
            }
            for (Field field : type.getFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    field.set(made, from(entry.getValue(), field.getGenericType()));
                }
            }
        }
        return made;
    }

    /** The names of a JSON object are taken as they are, or with a small first letter as AWS's own events have it. */
    private static Optional<Method> setter(Class<?> type, String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String wanted = "set" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
        for (Method method : type.getMethods()) {
            if (method.getName().equals(wanted) && method.getParameterCount() == 1) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    /** An object as maps, lists and scalars. */
    static Object plain(Object value, int depth) throws ReflectiveOperationException {
        if (depth > DEPTH) {
            throw new IllegalArgumentException("the response refers to itself");
        }
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> out = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.put(String.valueOf(entry.getKey()), plain(entry.getValue(), depth + 1));
            }
            return out;
        }
        if (value instanceof Iterable<?> items) {
            List<Object> out = new ArrayList<>();
            for (Object item : items) {
                out.add(plain(item, depth + 1));
            }
            return out;
        }
        if (value.getClass().isArray()) {
            List<Object> out = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                out.add(plain(Array.get(value, i), depth + 1));
            }
            return out;
        }
        if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return value.toString();
        }
        return value.getClass().getName().startsWith("java.") ? value.toString() : members(value, depth);
    }

    private static Map<String, Object> members(Object value, int depth) throws ReflectiveOperationException {
        Map<String, Object> out = new LinkedHashMap<>();
        Class<?> type = value.getClass();
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                component.getAccessor().setAccessible(true);
                out.put(component.getName(), plain(component.getAccessor().invoke(value), depth + 1));
            }
            return out;
        }
        for (Field field : type.getFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                out.put(field.getName(), plain(field.get(value), depth + 1));
            }
        }
        for (Method method : type.getMethods()) {
            String name = method.getName();
            boolean getter = method.getParameterCount() == 0 && method.getDeclaringClass() != Object.class
                    && !Modifier.isStatic(method.getModifiers()) && !method.isBridge();
            int skip = name.startsWith("get") ? 3 : name.startsWith("is") && method.getReturnType() == boolean.class ? 2 : 0;
            if (getter && skip > 0 && name.length() > skip) {
                method.setAccessible(true);
                String member = Character.toLowerCase(name.charAt(skip)) + name.substring(skip + 1);
                out.put(member, plain(method.invoke(value), depth + 1));
            }
        }
        return out;
    }
}
