package org.vzlab.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vzlab.board.Summary;
import org.vzlab.kit.bus.Region;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.model.GuestState;

/** A guest of a test's board. */
public final class Guest {
  /** EntryLo.V and EntryLo.D. */
  private static final int VALID = 2;

  private static final int DIRTY = 4;

  /** PageMask of the smallest pair of pages, with the offset in it. */
  private static final int SMALLEST_PAIR = 0x1FFF;

  private final RunningBoard board;
  private final int id;

  Guest(RunningBoard board, int id) {
    this.board = board;
    this.id = id;
  }

  /** Its id in the configuration. */
  public int id() {
    return id;
  }

  /** The name of its image. */
  public String name() {
    return board.view(id).name();
  }

  /** The board it is on. */
  public RunningBoard board() {
    return board;
  }

  /** Its console: what it has printed itself, and nobody else. */
  public Console console() {
    return new Console(
        board,
        "guest " + id + "'s console",
        board.recording().console(id),
        board.inside().consoleUart(),
        id);
  }

  /** Its physical address space, as its pages map it; nothing else is there. */
  public Memory memory() {
    PageTree pages = board.partition(id).pages();
    return new Memory(board, address -> physical(pages, address), "guest " + id + "'s");
  }

  /** The physical pages of memory that it may write, as its tables map them. */
  public List<Range> ram() {
    List<Range> ram = new ArrayList<>();
    for (Leaf leaf : board.partition(id).pages().leaves()) {
      int size = ((leaf.pageMask() | SMALLEST_PAIR) + 1) >>> 1;
      for (int address : new int[] {leaf.base(), leaf.base() + size}) {
        int low = leaf.entryLo(address);
        int physical = leaf.physical(address);
        Region region = board.inside().bus().at(physical);
        boolean memory = region != null && region.memory() != null;
        if (memory && (low & VALID) != 0 && (low & DIRTY) != 0) {
          ram.add(new Range(physical, size));
        }
      }
    }
    return ram;
  }

  private int physical(PageTree pages, int address) {
    Leaf leaf = pages.at(address);
    if (leaf == null || (leaf.entryLo(address) & VALID) == 0) {
      throw new BadBoard(
          String.format(
              "found address %s, expected one that guest %d's pages map (%s)",
              Texts.hex(address), id, "its physical addresses, without KSEG0 or KSEG1"));
    }
    return leaf.physical(address);
  }

  /** What it is doing. */
  public GuestState state() {
    return board.view(id).state();
  }

  /** Why the hypervisor has stopped it, if it has. */
  public Optional<String> fault() {
    return state() == GuestState.FAULTED ? Optional.of(board.view(id).reason()) : Optional.empty();
  }

  /** How often it was started anew. */
  public int restarts() {
    return board.recording().restarts(id);
  }

  /** How often it has left for the hypervisor, by reason; reasons that have occurred only. */
  public Map<String, Long> exits() {
    return board.view(id).exits();
  }

  /** The last times it has left for the hypervisor, in lines. */
  public List<String> lastExits() {
    return board.recording().exits(id).stream().map(ExitTaken::toString).toList();
  }

  /** How it has been served. */
  public Summary.Task service() {
    return board.summary().tasks().stream()
        .filter(task -> task.id() == id && !task.thread())
        .findFirst()
        .orElseThrow();
  }

  /** Its part of all time since power-on, 0 to 1. */
  public double cpuShare() {
    return (double) service().cycles() / board.now();
  }

  /** That it is doing something. */
  public Awaited is(GuestState state) {
    return new Awaited(this + " is " + state, () -> state() == state);
  }

  /** That the hypervisor stops it. */
  public Awaited faults() {
    return new Awaited(this + " faults", () -> state() == GuestState.FAULTED);
  }

  /** That it is started anew once more. */
  public Awaited restarted() {
    int before = restarts();
    return new Awaited(this + " is restarted", () -> restarts() > before);
  }

  @Override
  public String toString() {
    return "guest " + id;
  }
}
