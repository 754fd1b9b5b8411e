package org.vzlab.board;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares two machines field by field, whatever their classes say of their state: walks over both
 * from their roots in lock step, through all fields of the project's own classes, arrays and
 * collections.
 */
final class ObjectGraphs {
  private record Pair(Object left, Object right, String path) {}

  private final Set<String> leftOut;
  private final IdentityHashMap<Object, Object> partners = new IdentityHashMap<>();
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();
  private final Deque<Pair> open = new ArrayDeque<>();
  private final Map<String, String> differences = new TreeMap<>();

  private ObjectGraphs(Set<String> leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * Where two objects differ: each field once that does, as {@code Class.field}, with its path and
   * both values.
   *
   * @param leftOut fields that are not looked at, as {@code Class.field}
   */
  static List<String> differences(Object left, Object right, Set<String> leftOut) {
    ObjectGraphs graphs = new ObjectGraphs(leftOut);
    graphs.later(left, right, "");
    while (!graphs.open.isEmpty()) {
      Pair pair = graphs.open.pop();
      graphs.compare(pair.left, pair.right, pair.path);
    }
    return List.copyOf(graphs.differences.values());
  }

  private void later(Object left, Object right, String path) {
    open.push(new Pair(left, right, path));
  }

  private void differ(String path, Object left, Object right) {
    String field = path.substring(path.lastIndexOf('/') + 1).replaceAll("\\[.*", "");
    differences.putIfAbsent(field, path + ": " + left + " and " + right);
  }

  private void compare(Object left, Object right, String path) {
    if (left == right) {
      return;
    }
    if (left == null || right == null) {
      differ(path, left, right);
      return;
    }
    Class<?> type = left.getClass();
    if (type.isHidden() && right.getClass().isHidden()) {
      // Lambdas: what they hold are other parts of the machine.
      return;
    }
    Object partner = partners.putIfAbsent(left, right);
    if (partner != null) {
      if (partner != right && !isValue(left)) {
        differ(path, "another " + type.getSimpleName(), "than elsewhere");
      }
      return;
    }
    if (left instanceof Collection<?> many && right instanceof Collection<?> others) {
      compareAll(inOrder(many), inOrder(others), path);
    } else if (left instanceof Map<?, ?> map && right instanceof Map<?, ?> other) {
      compareMaps(map, other, path);
    } else if (type != right.getClass()) {
      differ(path, type.getSimpleName(), right.getClass().getSimpleName());
    } else if (type.isArray()) {
      compareArrays(left, right, path);
    } else if (left instanceof Optional<?> some && right instanceof Optional<?> other) {
      later(some.orElse(null), other.orElse(null), path);
    } else if (type.getName().startsWith("org.vzlab.") && !type.isEnum()) {
      compareFields(left, right, path);
    } else if (!Objects.equals(left, right)) {
      differ(path, left, right);
    }
  }

  /**
   * Changes every field that is not final and holds a number, a flag, a word of an enumeration or
   * another part, and every element of arrays of numbers.
   *
   * @param leftOut fields that are not looked at, as {@code Class.field}
   * @param kept fields that stay as they are; parts in them are looked at
   * @return how many
   */
  static int disturb(Object root, Set<String> leftOut, Set<String> kept) {
    ObjectGraphs graphs = new ObjectGraphs(leftOut);
    int changed = 0;
    graphs.later(root, root, "");
    while (!graphs.open.isEmpty()) {
      Object object = graphs.open.pop().left;
      if (object != null && graphs.partners.put(object, object) == null) {
        changed += graphs.disturbAt(object, kept);
      }
    }
    return changed;
  }

  private int disturbAt(Object object, Set<String> kept) {
    if (object instanceof Object[] many) {
      compareAll(Arrays.asList(many), Arrays.asList(many), "");
    } else if (object instanceof Collection<?> many) {
      compareAll(inOrder(many), inOrder(many), "");
    } else if (object instanceof Map<?, ?> map) {
      map.forEach((key, value) -> later(value, value, ""));
    } else if (object.getClass().isArray()) {
      return disturbArray(object);
    } else if (isPart(object)) {
      return disturbFields(object, kept);
    }
    return 0;
  }

  private static int disturbArray(Object array) {
    int length = Array.getLength(array);
    for (int i = 0; i < length; i++) {
      Array.set(array, i, other(Array.get(array, i)));
    }
    return length;
  }

  private int disturbFields(Object object, Set<String> kept) {
    int changed = 0;
    for (Field field : fields.computeIfAbsent(object.getClass(), this::fieldsOf)) {
      try {
        Object value = field.get(object);
        boolean part = value != null && isPart(value);
        Object other = value == null || part ? null : other(value);
        boolean keeps = kept.contains(nameOf(field));
        if (!keeps && !Modifier.isFinal(field.getModifiers()) && other != value) {
          field.set(object, other);
          changed++;
        }
        if (part || !keeps) {
          later(value, value, "");
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return changed;
  }

  /** Another value of the same type; the same one, if it is no number, flag or word. */
  private static Object other(Object value) {
    if (value instanceof Integer number) {
      return number ^ 1;
    } else if (value instanceof Long number) {
      return number ^ 1;
    } else if (value instanceof Byte number) {
      return (byte) (number ^ 1);
    } else if (value instanceof Boolean flag) {
      return !flag;
    } else if (value instanceof Enum<?> word) {
      Object[] all = word.getDeclaringClass().getEnumConstants();
      return word == all[0] ? all[all.length - 1] : all[0];
    }
    return value;
  }

  private static boolean isPart(Object object) {
    return !isValue(object) && !object.getClass().isHidden();
  }

  /** Whether it does not matter which object it is. */
  private static boolean isValue(Object object) {
    return !object.getClass().getName().startsWith("org.vzlab.")
        || object instanceof Record
        || object instanceof Enum;
  }

  /** The order inside of a queue by priority depends on its past. */
  private static List<?> inOrder(Collection<?> many) {
    return many instanceof PriorityQueue<?>
        ? many.stream().sorted().toList()
        : new ArrayList<>(many);
  }

  private void compareAll(List<?> left, List<?> right, String path) {
    if (left.size() != right.size()) {
      differ(path, left.size() + " elements", right.size());
      return;
    }
    for (int i = 0; i < left.size(); i++) {
      later(left.get(i), right.get(i), path + "[" + i + "]");
    }
  }

  private void compareMaps(Map<?, ?> left, Map<?, ?> right, String path) {
    if (!left.keySet().equals(right.keySet())) {
      differ(path, left.keySet(), right.keySet());
      return;
    }
    boolean ordered = !left.getClass().getName().contains("Immutable");
    Iterator<?> others = right.keySet().iterator();
    for (Object key : left.keySet()) {
      Object other = others.next();
      if (ordered && left.getClass() == right.getClass() && !key.equals(other)) {
        differ(path, key, other);
      }
      later(left.get(key), right.get(key), path + "[" + key + "]");
    }
  }

  private void compareArrays(Object left, Object right, String path) {
    int length = Array.getLength(left);
    if (length != Array.getLength(right)) {
      differ(path, length + " elements", Array.getLength(right));
    } else if (left instanceof Object[] many && right instanceof Object[] others) {
      compareAll(Arrays.asList(many), Arrays.asList(others), path);
    } else if (!Objects.deepEquals(left, right)) {
      for (int i = 0; i < length; i++) {
        if (!Array.get(left, i).equals(Array.get(right, i))) {
          differ(path + "[" + i + "]", Array.get(left, i), Array.get(right, i));
          return;
        }
      }
    }
  }

  private void compareFields(Object left, Object right, String path) {
    for (Field field : fields.computeIfAbsent(left.getClass(), this::fieldsOf)) {
      String inside = path + "/" + nameOf(field);
      try {
        if (field.getType().isPrimitive()) {
          if (!field.get(left).equals(field.get(right))) {
            differ(inside, field.get(left), field.get(right));
          }
        } else {
          later(field.get(left), field.get(right), inside);
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
  }

  private List<Field> fieldsOf(Class<?> type) {
    List<Field> all = new ArrayList<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !leftOut.contains(nameOf(field))) {
          field.setAccessible(true);
          all.add(field);
        }
      }
    }
    return all;
  }

  private static String nameOf(Field field) {
    return field.getDeclaringClass().getSimpleName() + "." + field.getName();
  }
}
