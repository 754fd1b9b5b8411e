package org.vzlab.board;

import org.vzlab.svm.container.Arena;
import org.vzlab.svm.machine.Context;
import org.vzlab.svm.machine.ContextState;
import org.vzlab.svm.machine.Heap;
import org.vzlab.svm.machine.Machine;
import org.vzlab.svm.machine.Resources;
import org.vzlab.svm.machine.TimeOrder;
import org.vzlab.svm.machine.Waiters;

/**
 * The state of a Sense-VM machine in a guest's memory, as docs/sense-vm-guest.md lays it out,
 * beside that of the machine in Java: all of it, to find the first difference.
 */
final class SvmState {
  private static final int CURRENT = 0x00;
  private static final int END = 0x04;
  private static final int TRAP = 0x08;
  private static final int TRAP_CONTEXT = 0x0C;
  private static final int SWEEP = 0x10;
  private static final int ALLOCATIONS = 0x14;
  private static final int COLLECTIONS = 0x18;
  private static final int MISSED = 0x1C;
  private static final int WORK = 0x20;
  private static final int WORK_FLAG = 0x24;
  private static final int CHANNELS = 0x28;
  private static final int ARRAYS = 0x2C;
  private static final int CHECKPOINT = 0x30;
  private static final int READY = 0x34;
  private static final int SLEEPING = 0x48;
  private static final int ARRAY_TABLE = 0x5C;
  private static final int DEVICES = 0x9C;

  private static final int FST_POINTER = 1;
  private static final int SND_POINTER = 2;
  private static final int MARKED = 0x80;
  private static final int WAITER = 6;
  private static final long COUNT = 0xFFFF_FFFFL;

  private final GuestRam ram;
  private final int state;
  private final int arenaAddress;
  private final Arena arena;
  private final Resources resources;
  private String difference;

  /**
   * The machine of a guest.
   *
   * @param state address of {@code svm_machine}
   * @param arena address of {@code _arena}
   */
  SvmState(GuestRam ram, int state, int arena, Resources resources) {
    this.ram = ram;
    this.state = state;
    this.arenaAddress = arena;
    this.arena = Arena.of(resources);
    this.resources = resources;
  }

  /** How the program on the guest ended: the code of the end, 0 if it has not. */
  int end() {
    return ram.word(state + END);
  }

  /** The code of the trap on the guest, 0 if there is none. */
  int trap() {
    return ram.word(state + TRAP);
  }

  /** The first thing in which the two machines differ, or null. */
  String differenceFrom(Machine machine) {
    difference = null;
    registers(machine);
    for (int i = 0; i < resources.contexts() && difference == null; i++) {
      context(machine.context(i));
    }
    heap(machine.heap());
    order("ready contexts", READY, machine.ready());
    order("sleeping contexts", SLEEPING, machine.sleeping());
    for (int i = 0; i < machine.channelsMade() && difference == null; i++) {
      queue("senders of channel ", i, 2 * i, machine.senders(i));
      queue("receivers of channel ", i, 2 * i + 1, machine.receivers(i));
      same("device of channel ", i, ram.octet(state + DEVICES + i) - 1, machine.device(i));
    }
    arrays(machine);
    return difference;
  }

  private void registers(Machine machine) {
    if (machine.end().isEmpty()) {
      same("running context", ram.word(state + CURRENT), machine.running());
    }
    same("end", end(), machine.end().map(e -> e.code()).orElse(0));
    same("trap", trap(), machine.trap().map(t -> t.code()).orElse(0));
    if (machine.trap().isPresent()) {
      same("context of the trap", ram.word(state + TRAP_CONTEXT), machine.blamedContext());
    }
    same("sweep", ram.word(state + SWEEP), machine.heap().sweep());
    same("allocations", count(ALLOCATIONS), machine.heap().allocations() & COUNT);
    same("collections", count(COLLECTIONS), machine.heap().collections() & COUNT);
    same("missed deadlines", ram.word(state + MISSED), machine.missed());
    same("work register", ram.word(state + WORK), machine.workWord());
    same("flag of the work register", ram.word(state + WORK_FLAG), bit(machine.workPointer()));
    same("channels", ram.word(state + CHANNELS), machine.channelsMade());
    same("checkpoint", ram.word(state + CHECKPOINT), machine.checkpoint());
  }

  /** A count, which goes on with 0 behind 32 bits. */
  private long count(int offset) {
    return Integer.toUnsignedLong(ram.word(state + offset));
  }

  private void context(Context context) {
    int number = context.number();
    int at = arenaAddress + number * Arena.CONTEXT;
    same("state of context ", number, ram.word(at + 0x10), context.state().code());
    same("E of context ", number, ram.word(at), context.word());
    same("flag of E of context ", number, ram.word(at + 4), bit(context.pointer()));
    same("PC of context ", number, ram.word(at + 8), context.pc());
    same("SP of context ", number, ram.word(at + 12), context.sp());
    same("logical time of context ", number, ram.twoWords(at + 0x18), context.logicalTime());
    same("deadline of context ", number, ram.twoWords(at + 0x20), context.deadline());
    if (context.state() == ContextState.SLEEPING) {
      same("wake time of context ", number, ram.twoWords(at + 0x28), context.wakeTime());
    }
    int entries = resources.stackEntries();
    int words = arenaAddress + arena.stackWords() + 4 * entries * number;
    int flags = arenaAddress + arena.stackFlags() + entries * number;
    for (int i = 0; i < entries; i++) {
      if (ram.word(words + 4 * i) != context.stackWord(i)
          || ram.octet(flags + i) != bit(context.stackPointer(i))) {
        differ(
            "entry " + i + " of the stack of context " + number,
            value(ram.word(words + 4 * i), ram.octet(flags + i) != 0),
            value(context.stackWord(i), context.stackPointer(i)));
        return;
      }
    }
  }

  private void heap(Heap heap) {
    int words = arenaAddress + arena.heapWords();
    int flags = arenaAddress + arena.heapFlags();
    for (int i = 0; i < heap.cells(); i++) {
      int javaFlags =
          (heap.fstPointer(i) ? FST_POINTER : 0)
              | (heap.sndPointer(i) ? SND_POINTER : 0)
              | (heap.marked(i) ? MARKED : 0);
      int flag = ram.octet(flags + i);
      if (ram.word(words + 8 * i) != heap.fstWord(i)
          || ram.word(words + 8 * i + 4) != heap.sndWord(i)
          || flag != javaFlags) {
        differ(
            "pair " + i,
            pair(ram.word(words + 8 * i), ram.word(words + 8 * i + 4), flag),
            pair(heap.fstWord(i), heap.sndWord(i), javaFlags));
        return;
      }
    }
  }

  private void order(String what, int offset, TimeOrder order) {
    same(what, ram.octet(state + offset), order.size());
    for (int i = 0; i < order.size() && difference == null; i++) {
      same(what + ", place ", i, ram.octet(state + offset + 1 + i), order.context(i));
    }
  }

  private void queue(String what, int channel, int place, Waiters waiters) {
    int at = arenaAddress + arena.queues() + place * Arena.QUEUE;
    same(what, channel, ram.octet(at + Waiters.CAPACITY * WAITER), waiters.size());
    for (int i = 0; i < waiters.size() && difference == null; i++) {
      int entry = at + WAITER * i;
      same("alternative of a waiter of " + what, channel, ram.half(entry), waiters.alternative(i));
      same("dirty cell of a waiter of " + what, channel, ram.half(entry + 2), waiters.dirtyCell(i));
      same("context of a waiter of " + what, channel, ram.octet(entry + 4), waiters.context(i));
    }
  }

  private void arrays(Machine machine) {
    int made = machine.arrays().made();
    same("arrays", ram.word(state + ARRAYS), made);
    for (int i = 0; i < made && difference == null; i++) {
      same("begin of array ", i, ram.half(state + ARRAY_TABLE + 4 * i), machine.arrays().begin(i));
      same(
          "length of array ",
          i,
          ram.half(state + ARRAY_TABLE + 4 * i + 2),
          machine.arrays().length(i));
    }
    int at = arenaAddress + arena.arrays();
    for (int i = 0; i < machine.arrays().size() && difference == null; i++) {
      same("array memory, byte ", i, ram.octet(at + i), machine.arrays().octet(i));
    }
  }

  private void same(String what, int number, long guest, long java) {
    if (guest != java) {
      same(what + number, guest, java);
    }
  }

  private void same(String what, long guest, long java) {
    if (guest != java) {
      differ(what, Long.toString(guest), Long.toString(java));
    }
  }

  private void differ(String what, String guest, String java) {
    if (difference == null) {
      difference = what + ": " + guest + " on the guest, " + java + " in Java";
    }
  }

  private static int bit(boolean condition) {
    return condition ? 1 : 0;
  }

  private static String value(int word, boolean pointer) {
    return pointer ? "pair " + word : Integer.toString(word);
  }

  private static String pair(int fst, int snd, int flags) {
    return String.format(
        "(%s, %s)%s",
        value(fst, (flags & FST_POINTER) != 0),
        value(snd, (flags & SND_POINTER) != 0),
        (flags & MARKED) != 0 ? " marked" : "");
  }
}
