package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Supervision;
import org.vzlab.vp.layout.Window;

/**
 * Who else is on the board, and who of them may notice an attacker because the configuration
 * connects them: by a mailbox, a supervision, or registers and memory that one of them may change
 * and the other has too.
 */
final class Company {
  private static final int VALID = 1 << 1;
  private static final int DIRTY = 1 << 2;

  /** Physical addresses that a task has. */
  private record Span(long base, long size, boolean writable) {
    boolean meets(Span other) {
      return base < other.base + other.size
          && other.base < base + size
          && (writable || other.writable);
    }
  }

  private final Layout layout;
  private final int attacker;
  private final Set<Integer> tasks = new TreeSet<>();
  private final Set<Integer> connected = new TreeSet<>();

  Company(Layout layout, int attacker) {
    this.layout = layout;
    this.attacker = attacker;
    layout.partitions().forEach(partition -> tasks.add(partition.id()));
    layout.threads().forEach(thread -> tasks.add(thread.id()));
    connected.add(attacker);
    boolean grown = true;
    while (grown) {
      Set<Integer> next = new TreeSet<>(connected);
      connected.forEach(task -> tasks.stream().filter(o -> meet(task, o)).forEach(next::add));
      grown = connected.addAll(next);
    }
    connected.remove(attacker);
    tasks.remove(attacker);
  }

  /** All tasks but the attacker. */
  Set<Integer> others() {
    return tasks;
  }

  /** Those that may notice it. */
  Set<Integer> connected() {
    return connected;
  }

  /** Those that a supervisor may restart. */
  Set<Integer> watched() {
    Set<Integer> watched = new TreeSet<>();
    layout.supervisions().forEach(supervision -> watched.add(supervision.guest()));
    return watched;
  }

  /** The others that the attacker has nothing to do with. */
  List<Integer> strangers() {
    return tasks.stream().filter(task -> !connected.contains(task)).toList();
  }

  int attacker() {
    return attacker;
  }

  private boolean meet(int one, int two) {
    if (one == two) {
      return false;
    }
    for (Mailbox mailbox : layout.mailboxes()) {
      if ((mailbox.sender() == one && mailbox.receiver() == two)
          || (mailbox.sender() == two && mailbox.receiver() == one)) {
        return true;
      }
    }
    for (Supervision supervision : layout.supervisions()) {
      if (supervision.isOf(one) && supervision.isOf(two)) {
        return true;
      }
    }
    List<Span> spans = spans(two);
    return spans(one).stream().anyMatch(span -> spans.stream().anyMatch(span::meets));
  }

  private List<Span> spans(int task) {
    List<Span> spans = new ArrayList<>();
    for (Partition partition : layout.partitions()) {
      if (partition.id() == task) {
        partition.pages().leaves().forEach(leaf -> add(spans, leaf));
        partition.windows().forEach(window -> add(spans, window));
      }
    }
    for (RootThread thread : layout.threads()) {
      if (thread.id() == task) {
        thread.pages().leaves().forEach(leaf -> add(spans, leaf));
        thread.windows().forEach(window -> add(spans, window));
      }
    }
    return spans;
  }

  private static void add(List<Span> spans, Leaf leaf) {
    long size = ((leaf.pageMask() | 0x1FFFL) + 1) / 2;
    for (int address : List.of(leaf.base(), leaf.base() + (int) size)) {
      int entry = leaf.entryLo(address);
      if ((entry & VALID) != 0) {
        long base = Integer.toUnsignedLong(leaf.physical(address));
        spans.add(new Span(base, size, (entry & DIRTY) != 0));
      }
    }
  }

  private static void add(List<Span> spans, Window window) {
    if (window.emulator().isEmpty()) {
      long base = Integer.toUnsignedLong(window.physical());
      spans.add(new Span(base, window.size(), window.writable() && !window.ignoreWrites()));
    }
  }
}
