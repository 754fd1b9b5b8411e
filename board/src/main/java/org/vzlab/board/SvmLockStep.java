package org.vzlab.board;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.vzlab.kit.image.Image;
import org.vzlab.mips.engine.InstructionExecuted;
import org.vzlab.mips.hart.Hart;
import org.vzlab.svm.container.Container;
import org.vzlab.svm.container.Device;
import org.vzlab.svm.driver.Replay;
import org.vzlab.svm.format.Opcode;
import org.vzlab.svm.machine.Machine;
import org.vzlab.svm.machine.Trap;

/**
 * Looks over the shoulder of a Sense-VM runtime on the board and lets the machine in Java do the
 * same, bytecode by bytecode: with the same answers from outside, which must be asked for in the
 * same order, and all that there is must be equal after each. docs/sense-vm-guest.md, "What a
 * debugger sees".
 */
final class SvmLockStep {
  private static final int FIRST_ARGUMENT = 4;
  private static final int IDLE = 6;

  /** Bytes of the instruction at {@code svm_next}. */
  private static final int LENGTH = 4;

  private final String name;
  private final Hart hart;
  private final Container container;
  private final SvmState state;
  private final LongSupplier instructions;
  private final int entry;
  private final int next;
  private final int observe;
  private final int end;
  private final List<Replay.Ability> abilities;
  private Replay outside;
  private Machine machine;
  private long compared;
  private int starts;
  private boolean idled;
  private boolean over;

  /** At the first instruction of the loop, which may begin again: it is a load that may exit. */
  private boolean atNext;

  private long firstInstruction;
  private long lastInstruction;
  private SvmDifference difference;

  /**
   * A runtime before its first instruction.
   *
   * @param image the runtime with its container
   * @param ram its RAM
   * @param instructions how many instructions of the processor it has executed
   */
  SvmLockStep(
      String name,
      Hart hart,
      Image image,
      Container container,
      GuestRam ram,
      LongSupplier instructions) {
    this.name = name;
    this.hart = hart;
    this.container = container;
    this.instructions = instructions;
    state =
        new SvmState(
            ram, symbol(image, "svm_machine"), symbol(image, "_arena"), container.resources());
    entry = image.entry().orElseThrow() & ~1;
    next = symbol(image, "svm_next");
    observe = symbol(image, "svm_observe");
    end = symbol(image, "svm_end");
    abilities = container.devices().stream().map(d -> ability(d.kind())).toList();
    outside = new Replay(abilities);
  }

  /** The address of a symbol of the runtime. */
  static int symbol(Image image, String name) {
    return image.symbols().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(image.name() + " has no symbol " + name))
        .address();
  }

  private static Replay.Ability ability(Device.Kind kind) {
    return switch (kind) {
      case CONSOLE, SUPERVISOR -> new Replay.Ability(true, true, false);
      case LED, MAILBOX_SENDER -> new Replay.Ability(false, true, false);
      case BUTTON, MAILBOX_RECEIVER -> new Replay.Ability(true, false, false);
      case STREAM -> new Replay.Ability(true, false, true);
    };
  }

  /** The runtime is about to execute an instruction. */
  void executing(InstructionExecuted instruction) {
    int pc = instruction.pc() & ~1;
    if (pc == next) {
      atNext = true;
    } else if (atNext && pc == next + LENGTH) {
      atNext = false;
      if (difference == null) {
        advance();
      }
    } else if (pc == observe) {
      observed(
          hart.gpr[FIRST_ARGUMENT], hart.gpr[FIRST_ARGUMENT + 1], hart.gpr[FIRST_ARGUMENT + 2]);
    } else if (pc == end) {
      if (difference == null) {
        advance();
        over = true;
      }
    } else if (pc == entry) {
      begin();
    }
  }

  /** Whether there is nothing more to compare, unless the guest begins anew. */
  boolean isOver() {
    return over || difference != null;
  }

  /** What has come of it so far. */
  SvmComparison result() {
    return new SvmComparison(
        name,
        compared,
        machine == null ? "running" : machine.end().map(e -> e.title()).orElse("running"),
        machine == null ? "" : machine.trap().map(Trap::title).orElse(""),
        machine == null ? "" : machine.value(),
        lastInstruction - firstInstruction,
        idled,
        starts,
        Optional.ofNullable(difference));
  }

  private void begin() {
    starts++;
    idled = false;
    machine = null;
    over = false;
    outside = new Replay(abilities);
    firstInstruction = instructions.getAsLong();
    lastInstruction = firstInstruction;
  }

  /** The guest has done a bytecode, or is about to do the first: so does the machine in Java. */
  private void advance() {
    lastInstruction = instructions.getAsLong();
    int context = machine == null ? 0 : machine.running();
    int pc = machine == null ? 0 : machine.context(context).pc();
    try {
      if (machine != null) {
        compared++;
        machine.step();
      } else if (state.end() == 0) {
        machine = new Machine(container.program(), container.resources(), outside);
        firstInstruction = lastInstruction;
      } else {
        differ(
            0,
            container.program().codeStart(),
            "the guest ended before it, with end %d and trap %d"
                .formatted(state.end(), state.trap()));
        return;
      }
    } catch (Replay.Mismatch e) {
      differ(context, pc, e.getMessage());
      return;
    }
    if (!outside.rest().isEmpty()) {
      differ(context, pc, "the guest made further calls: " + outside.rest());
      return;
    }
    String what = state.differenceFrom(machine);
    if (what != null) {
      differ(context, pc, what);
    }
  }

  private void differ(int context, int pc, String what) {
    byte[] image = container.program().image();
    int opcode = pc >= 0 && pc < image.length ? image[pc] & 0xFF : Opcode.count();
    String instruction = opcode < Opcode.count() ? Opcode.of(opcode).name() : "no instruction";
    difference = new SvmDifference(compared, context, pc, instruction, what);
  }

  private void observed(int what, int a, int b) {
    idled |= what == IDLE;
    outside.record(
        switch (what) {
          case 1 -> new Replay.Clock(Integer.toUnsignedLong(a) | (long) b << 32);
          case 2 -> new Replay.CanReceive(a, b != 0);
          case 3 -> new Replay.CanSend(a, b != 0);
          case 4 -> new Replay.Receive(a, b);
          case 5 -> new Replay.Send(a, b);
          case IDLE -> new Replay.Idle();
          case 7 -> new Replay.Watchdog();
          case 8 -> new Replay.Data(a, b >>> 8, b & 0xFF);
          default -> throw new IllegalStateException("svm_observe was told of " + what);
        });
  }
}
