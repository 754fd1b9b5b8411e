package org.vzlab.kit.state;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The state of a machine at one moment, keyed by path; taken and put back by one walk. */
public final class Snapshot {
  private final Map<String, Object> values = new HashMap<>();

  private Snapshot() {}

  /** Captures all state below {@code root}. */
  public static Snapshot of(Stateful root) {
    Snapshot snapshot = new Snapshot();
    root.visit(snapshot.new Capture());
    return snapshot;
  }

  /**
   * Puts the state back into a machine built the same way.
   *
   * @throws IllegalStateException if the machine has state that the snapshot does not
   */
  public void restore(Stateful root) {
    root.visit(new Restore());
  }

  /**
   * The paths of all state that is not the same in another snapshot, in the order of the text; of
   * machines built the same way.
   */
  public List<String> differences(Snapshot other) {
    Set<String> paths = new TreeSet<>(values.keySet());
    paths.addAll(other.values.keySet());
    return paths.stream()
        .filter(path -> !Objects.deepEquals(values.get(path), other.values.get(path)))
        .toList();
  }

  private abstract static class Walk implements StateVisitor {
    private String path = "";

    @Override
    public void enter(String name, Stateful part) {
      String outer = path;
      path = path + name + "/";
      part.visit(this);
      path = outer;
    }

    String key(String name) {
      return path + name;
    }
  }

  private final class Capture extends Walk {
    private void put(String name, Object value) {
      if (values.put(key(name), value) != null) {
        throw new IllegalStateException("two pieces of state are called " + key(name));
      }
    }

    @Override
    public int int32(String name, int value) {
      put(name, value);
      return value;
    }

    @Override
    public long int64(String name, long value) {
      put(name, value);
      return value;
    }

    @Override
    public <T> T value(String name, T value) {
      put(name, value);
      return value;
    }

    @Override
    public void array(String name, int[] array) {
      put(name, array.clone());
    }

    @Override
    public void array(String name, long[] array) {
      put(name, array.clone());
    }

    @Override
    public void array(String name, byte[] array) {
      put(name, array.clone());
    }
  }

  private final class Restore extends Walk {
    private <T> T get(String name, Class<T> type) {
      Object value = values.get(key(name));
      if (!type.isInstance(value)) {
        throw new IllegalStateException("the snapshot has no " + key(name));
      }
      return type.cast(value);
    }

    @Override
    public int int32(String name, int value) {
      return get(name, Integer.class);
    }

    @Override
    public long int64(String name, long value) {
      return get(name, Long.class);
    }

    @Override
    @SuppressWarnings("unchecked") // What was captured under the name has the type it had then.
    public <T> T value(String name, T value) {
      if (!values.containsKey(key(name))) {
        throw new IllegalStateException("the snapshot has no " + key(name));
      }
      return (T) values.get(key(name));
    }

    @Override
    public void array(String name, long[] array) {
      long[] values = get(name, long[].class);
      checkLength(name, values.length, array.length);
      System.arraycopy(values, 0, array, 0, array.length);
    }

    @Override
    public void array(String name, int[] array) {
      int[] values = get(name, int[].class);
      checkLength(name, values.length, array.length);
      System.arraycopy(values, 0, array, 0, array.length);
    }

    @Override
    public void array(String name, byte[] array) {
      byte[] values = get(name, byte[].class);
      checkLength(name, values.length, array.length);
      System.arraycopy(values, 0, array, 0, array.length);
    }

    private void checkLength(String name, int captured, int length) {
      if (captured != length) {
        throw new IllegalStateException(
            key(name) + " has " + length + " elements, in the snapshot " + captured);
      }
    }
  }
}
