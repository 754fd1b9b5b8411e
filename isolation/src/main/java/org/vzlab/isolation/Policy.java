package org.vzlab.isolation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vzlab.board.Bench;
import org.vzlab.vp.layout.DmaGroup;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.RootThread;

/**
 * Who is meant to have what on a board: what its configuration grants each guest and each thread of
 * the hypervisor. It is derived from the lines of the configuration and not from the tables that
 * the hypervisor runs from. Without a configuration, on a board with an image, the tables are all
 * that there is, and what is meant is what they give: then only what one task has of another's can
 * be judged.
 *
 * <p>A thread in kernel mode is part of the hypervisor: processor and hypervisor may do everything
 * for it. The windows of mailboxes and supervisions stand for no physical address, so that there is
 * no right to what they stand for ({@link org.vzlab.vp.layout.Window#isVirtual}).
 */
public final class Policy {
  /** Ids of guests and threads are below. */
  private static final int IDS = 256;

  private static final long ALL_ADDRESSES = 1L << 32;

  private final boolean configured;
  private final Map<Integer, List<Grant>> grants = new TreeMap<>();
  private final Map<Integer, BitSet> interrupts = new TreeMap<>();
  private final BitSet kernel = new BitSet();
  private final List<Integer> tasks = new ArrayList<>();
  private final List<Right> rights = new ArrayList<>();
  private final Segments[] mapped = new Segments[IDS];
  private final Segments[] emulated = new Segments[IDS];
  private final Segments[] dma = new Segments[IDS];

  private Policy(Layout layout, Inspection granted, List<Right> masters) {
    configured = granted != null;
    for (Partition guest : layout.partitions()) {
      tasks.add(guest.id());
      BitSet numbers = new BitSet();
      numbers.or(guest.ownInterrupts());
      numbers.or(guest.emulatedInterrupts());
      interrupts.put(guest.id(), numbers);
    }
    for (RootThread thread : layout.threads()) {
      tasks.add(thread.id());
      kernel.set(thread.id(), !thread.user());
    }
    if (configured) {
      granted.grants().forEach(this::add);
      grants.forEach((task, lines) -> rights.addAll(GrantRights.of(task, lines)));
      granted.groups().forEach(group -> rights.addAll(GrantRights.of(group, source(group))));
    } else {
      rights.addAll(TableRights.of(layout));
      rights.addAll(masters);
    }
    kernel.stream().forEach(this::everything);
    index();
  }

  /**
   * The policy of a board.
   *
   * @throws IllegalArgumentException if the modelled hypervisor is not on it
   */
  public static Policy of(Bench bench) {
    if (bench.granted().isPresent()) {
      return of(bench.granted().get());
    }
    Layout layout =
        bench
            .layout()
            .orElseThrow(() -> new IllegalArgumentException("the board has no tables of guests"));
    return new Policy(layout, null, BusMasters.inTables(layout, bench.chip().part()));
  }

  /** The policy of a configuration. */
  public static Policy of(Inspection granted) {
    return new Policy(granted.layout(), granted, List.of());
  }

  /** What each task may reach, by task. */
  public List<Right> rights() {
    return List.copyOf(rights);
  }

  /** The ids of guests and threads in ascending order. */
  public List<Integer> tasks() {
    return List.copyOf(tasks);
  }

  /** Whether there is a configuration that says what is meant. */
  public boolean isConfigured() {
    return configured;
  }

  /** Whether a task is a thread of the hypervisor and no guest. */
  public boolean isThread(int task) {
    return tasks.contains(task) && !interrupts.containsKey(task);
  }

  /** Whether a task is part of the hypervisor: a thread in kernel mode. */
  public boolean isKernel(int task) {
    return kernel.get(task);
  }

  /** Whether a task may do something to a byte; without allocation. */
  public boolean permits(int task, int physical, Use use, Way way) {
    return permits(task, Integer.toUnsignedLong(physical), 1, use, way);
  }

  /**
   * Whether a task may do something to all bytes of a range; without allocation.
   *
   * @param first physical address, 0 to 2^32 - 1
   * @param size bytes, at least 1
   */
  public boolean permits(int task, long first, long size, Use use, Way way) {
    return segments(task, way).permits(first, size, use);
  }

  /** The first right that a task has at an address in one way. */
  public Optional<Right> right(int task, int physical, Way way) {
    long address = Integer.toUnsignedLong(physical);
    return rights.stream()
        .filter(right -> right.task() == task && right.way() == way && right.contains(address))
        .findFirst();
  }

  /** The interrupts that a guest may get; none for a thread. Not to be changed. */
  public BitSet interrupts(int guest) {
    return interrupts.getOrDefault(guest, new BitSet());
  }

  /**
   * Whether two tasks may both have a byte, although one of them can write it: lines of both say
   * so.
   */
  public boolean shares(int task, int other, long address) {
    for (Grant grant : lines(task, address)) {
      for (Grant another : lines(other, address)) {
        if (grant.sharesWith(another)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The lines of a configuration that give a task something, mailboxes and supervisions too. */
  public List<Grant> lines(int task) {
    return List.copyOf(grants.getOrDefault(task, List.of()));
  }

  /** The lines of a configuration that give a task something of a physical address. */
  public List<Grant> lines(int task, long address) {
    return grants.getOrDefault(task, List.of()).stream()
        .filter(grant -> !GrantRights.isVirtual(grant))
        .filter(grant -> grant.physical() <= address && address < grant.physical() + grant.size())
        .toList();
  }

  private Segments segments(int task, Way way) {
    Segments found = task >= 0 && task < IDS ? byTask(way)[task] : null;
    return found == null ? Segments.NONE : found;
  }

  private Segments[] byTask(Way way) {
    return switch (way) {
      case MAPPED -> mapped;
      case EMULATED -> emulated;
      case DMA -> dma;
    };
  }

  private void add(Grant grant) {
    int task = Integer.parseInt(grant.owner().substring(grant.owner().lastIndexOf(' ') + 1));
    grants.computeIfAbsent(task, any -> new ArrayList<>()).add(grant);
  }

  /** The line of the zone, or of anything of the guest's if it has none. */
  private String source(DmaGroup group) {
    return grants.getOrDefault(group.guest(), List.of()).stream()
        .filter(grant -> grant.name().equals("dma") || group.size() == 0)
        .findFirst()
        .or(() -> lines(group.guest(), group.base()).stream().findFirst())
        .map(grant -> grant.position().toString())
        .orElse("permission group " + group.number());
  }

  private void everything(int thread) {
    for (Way way : List.of(Way.MAPPED, Way.EMULATED)) {
      rights.add(
          new Right(
              thread,
              0,
              ALL_ADDRESSES,
              EnumSet.allOf(Use.class),
              way,
              "everything",
              "thread " + thread + " runs in kernel mode"));
    }
  }

  private void index() {
    for (int task : tasks) {
      Map<Way, List<Right>> byWay = new EnumMap<>(Way.class);
      for (Right right : rights) {
        if (right.task() == task) {
          byWay.computeIfAbsent(right.way(), any -> new ArrayList<>()).add(right);
        }
      }
      byWay.forEach((way, some) -> byTask(way)[task] = new Segments(some));
    }
  }
}
