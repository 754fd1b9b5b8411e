package org.vzlab.kit.state;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * The state of a machine at one moment, each piece under its path; taken and put back by one walk,
 * whose order is the same both times.
 */
public final class Snapshot {
  /** What begins and ends a part. */
  private enum Border {
    ENTER,
    LEAVE
  }

  private final List<String> names = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

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
   * @throws IllegalStateException if the machine has state that the snapshot does not, or the other
   *     way round
   */
  public void restore(Stateful root) {
    Restore walk = new Restore();
    root.visit(walk);
    walk.requireEnd();
  }

  /**
   * The paths of all state that is not the same in another snapshot, in the order of the text; of
   * machines built the same way.
   */
  public List<String> differences(Snapshot other) {
    Map<String, Object> mine = byPath();
    Map<String, Object> others = other.byPath();
    Set<String> paths = new TreeSet<>(mine.keySet());
    paths.addAll(others.keySet());
    return paths.stream()
        .filter(path -> !Objects.deepEquals(mine.get(path), others.get(path)))
        .toList();
  }

  private Map<String, Object> byPath() {
    Map<String, Object> byPath = new HashMap<>();
    Deque<String> outer = new ArrayDeque<>();
    String path = "";
    for (int i = 0; i < names.size(); i++) {
      if (values.get(i) == Border.ENTER) {
        outer.push(path);
        path = path + names.get(i) + "/";
      } else if (values.get(i) == Border.LEAVE) {
        path = outer.pop();
      } else {
        byPath.put(path + names.get(i), values.get(i));
      }
    }
    return byPath;
  }

  /** Where a walk is. */
  private abstract static class Walk implements StateVisitor {
    private final Deque<String> parts = new ArrayDeque<>();

    final void into(String name) {
      parts.addLast(name);
    }

    final String out() {
      return parts.removeLast();
    }

    final String path(String name) {
      return parts.isEmpty() ? name : String.join("/", parts) + "/" + name;
    }
  }

  private final class Capture extends Walk {
    private Set<String> used = new HashSet<>();

    private void put(String name, Object value) {
      if (!used.add(name)) {
        throw new IllegalStateException("two pieces of state are called " + path(name));
      }
      add(name, value);
    }

    private void add(String name, Object value) {
      names.add(name);
      values.add(value);
    }

    @Override
    public void enter(String name, Stateful part) {
      put(name, Border.ENTER);
      into(name);
      Set<String> outside = used;
      used = new HashSet<>();
      part.visit(this);
      used = outside;
      add(out(), Border.LEAVE);
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

    @Override
    public void pages(String name, byte[] array, int size, IntConsumer changed) {
      put(name, array.clone());
    }
  }

  private final class Restore extends Walk {
    private int next;

    private Object take(String name) {
      if (next == names.size() || !names.get(next).equals(name)) {
        throw missing(name);
      }
      return values.get(next++);
    }

    private IllegalStateException missing(String name) {
      return new IllegalStateException("the snapshot has no " + path(name));
    }

    private <T> T get(String name, Class<T> type) {
      Object value = take(name);
      if (!type.isInstance(value)) {
        throw missing(name);
      }
      return type.cast(value);
    }

    void requireEnd() {
      if (next < names.size() && values.get(next) != Border.LEAVE) {
        throw new IllegalStateException("the machine has no " + path(names.get(next)));
      }
    }

    @Override
    public void enter(String name, Stateful part) {
      if (take(name) != Border.ENTER) {
        throw missing(name);
      }
      into(name);
      part.visit(this);
      requireEnd();
      out();
      next++;
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
      return (T) take(name);
    }

    @Override
    public void array(String name, long[] array) {
      long[] captured = get(name, long[].class);
      checkLength(name, captured.length, array.length);
      System.arraycopy(captured, 0, array, 0, array.length);
    }

    @Override
    public void array(String name, int[] array) {
      int[] captured = get(name, int[].class);
      checkLength(name, captured.length, array.length);
      System.arraycopy(captured, 0, array, 0, array.length);
    }

    @Override
    public void array(String name, byte[] array) {
      pages(name, array, Math.max(1, array.length), from -> {});
    }

    @Override
    public void pages(String name, byte[] array, int size, IntConsumer changed) {
      byte[] captured = get(name, byte[].class);
      checkLength(name, captured.length, array.length);
      for (int from = 0; from < array.length; from += size) {
        int to = Math.min(from + size, array.length);
        if (!Arrays.equals(array, from, to, captured, from, to)) {
          System.arraycopy(captured, from, array, from, to - from);
          changed.accept(from);
        }
      }
    }

    private void checkLength(String name, int captured, int length) {
      if (captured != length) {
        throw new IllegalStateException(
            path(name) + " has " + length + " elements, in the snapshot " + captured);
      }
    }
  }
}
