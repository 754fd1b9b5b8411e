package org.vzlab.mips.isa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.cp0.Cause;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.cp0.WatchFields;
import org.vzlab.mips.hart.TestMachine;

/**
 * Every form of instruction that loads or stores, under every kind of watch on its data, at every
 * level, in a delay slot and outside.
 */
class WatchedAccessesTest {
  private static final InstructionSet INSTRUCTIONS = InstructionSet.m5150();
  private static final int CODE = 0x80001000;
  private static final int DATA = 0x80002100;
  private static final int OFFSET = 8;
  private static final int AT = DATA + OFFSET;
  private static final int VECTOR = 0x80000180;
  private static final int UNITS = Status.CU1 | Status.MX | Status.FR;
  private static final int ASID = 0x5A;
  private static final int DATA_BYTES = 64;
  private static final int ANY_KIND = WatchFields.I | WatchFields.R | WatchFields.W;

  /** Where root is when it makes the access. */
  private enum Level {
    NONE,
    EXL,
    ERL,
    DEBUG;

    void enter(TestMachine machine) {
      int bits = this == EXL ? Status.EXL : this == ERL ? Status.ERL : 0;
      machine.root(Cp0Register.STATUS, UNITS | bits);
      machine.hart.root.replace(Cp0Register.DEBUG, Debug.DM, this == DEBUG ? Debug.DM : 0);
      machine.hart.contextChanged();
    }
  }

  /** What comes of executing an instruction. */
  private record Outcome(List<Integer> registers, List<Long> fpu, List<Integer> memory) {
    static Outcome of(TestMachine machine) {
      return new Outcome(
          Arrays.stream(machine.hart.gpr).boxed().toList(),
          IntStream.range(0, 32).mapToObj(machine.hart.fpu::doubleword).toList(),
          IntStream.range(0, DATA_BYTES)
              .mapToObj(i -> machine.ram.read((DATA & 0xFFFF) + i, 1))
              .toList());
    }
  }

  /** IRET loads only what an automatic epilogue does, and that from the stack. */
  static List<Operation> operations() {
    return INSTRUCTIONS.operations().stream()
        .filter(operation -> RaisedExceptions.of(operation.method()).contains("WATCH"))
        .filter(operation -> !operation.mnemonic().equals("iret"))
        .toList();
  }

  /** The kinds of access that an instruction makes, by its name. */
  private static int kinds(Operation operation) {
    if (operation.mnemonic().matches("aset|aclr")) {
      return WatchFields.R | WatchFields.W;
    }
    return operation.mnemonic().startsWith("l") ? WatchFields.R : WatchFields.W;
  }

  /** The bytes of the form: with the first base register that can be written in it. */
  private static byte[] bytes(Operation operation) {
    for (String base : List.of("a0", "gp", "sp")) {
      byte[] bytes = assembled(operation, base);
      if (bytes.length == operation.length() && decoded(operation, bytes) == operation) {
        return bytes;
      }
    }
    return fail(operation + " cannot be written");
  }

  private static byte[] assembled(Operation operation, String base) {
    String mnemonic = operation.mnemonic();
    String suffix =
        operation.isa() == Isa.MICROMIPS ? Integer.toString(8 * operation.length()) : "";
    String operands =
        operation
            .asm()
            .substring(mnemonic.length())
            .replaceAll("\\bbase\\b", base)
            .replaceAll("\\brt\\(", "a1(")
            .replaceAll("\\b(rt|rd)\\b", "v0")
            .replaceAll("\\bf[tds]\\b", "\\$f2")
            .replace("offset", Integer.toString(OFFSET))
            .replace("list", "s0-s1, ra")
            .replace("bit", "3");
    try {
      return new Assembler(INSTRUCTIONS, operation.isa())
          .bytes(CODE, mnemonic.replaceFirst("^[^.]+", "$0" + suffix) + operands);
    } catch (AssemblyException notLikeThis) {
      return new byte[0];
    }
  }

  private static Operation decoded(Operation operation, byte[] bytes) {
    int first = (bytes[0] & 0xFF) | ((bytes[1] & 0xFF) << 8);
    int second = bytes.length > 2 ? (bytes[2] & 0xFF) | ((bytes[3] & 0xFF) << 8) : 0;
    int bits = operation.isa() == Isa.MIPS32 ? second << 16 | first : first << 16 | second;
    return INSTRUCTIONS.decode(operation.isa(), bits).operation();
  }

  private static TestMachine machine(Operation operation) {
    TestMachine machine = TestMachine.small();
    machine.root(Cp0Register.EBASE, TestMachine.RAM);
    byte[] branch =
        new Assembler(INSTRUCTIONS, operation.isa())
            .bytes(
                CODE,
                operation.isa() == Isa.MIPS32
                    ? "beq zero, zero, 0x80001100"
                    : "beq32 zero, zero, 0x80001100");
    byte[] bytes = bytes(operation);
    for (int i = 0; i < 4; i++) {
      machine.ram.write((CODE & 0xFFFF) + i, 1, branch[i]);
    }
    for (int i = 0; i < bytes.length; i++) {
      machine.ram.write((CODE & 0xFFFF) + 4 + i, 1, bytes[i]);
    }
    return machine;
  }

  /** Executes the instruction, with LLbit set. */
  private static Outcome execute(
      TestMachine machine, Operation operation, Level level, boolean inSlot, int[] watch)
      throws GuestTrap {
    prepare(machine, operation);
    level.enter(machine);
    machine.root(Cp0Register.ENTRY_HI, ASID);
    machine.root(Cp0Register.WATCH_HI2, watch[1] | ANY_KIND);
    machine.root(Cp0Register.WATCH_LO2, watch[0]);
    machine.hart.pc = (inSlot ? CODE : CODE + 4) | (operation.isa() == Isa.MIPS32 ? 0 : 1);
    machine.step();
    return Outcome.of(machine);
  }

  private static void prepare(TestMachine machine, Operation operation) throws GuestTrap {
    machine.root(Cp0Register.WATCH_LO2, 0);
    machine.hart.root.set(Cp0Register.CAUSE, 0);
    machine.root(Cp0Register.EPC, 0);
    Level.NONE.enter(machine);
    for (int i = 1; i < 32; i++) {
      machine.hart.gpr[i] = 0x01010101 * i;
      machine.hart.fpu.doubleword(i, 0x0102030405060708L * i);
    }
    machine.hart.gpr[4] = DATA;
    machine.hart.gpr[5] = operation.mnemonic().equals("lwxs") ? OFFSET / 4 : OFFSET;
    machine.hart.gpr[28] = DATA;
    machine.hart.gpr[29] = DATA;
    for (int i = 0; i < DATA_BYTES; i += 4) {
      machine.ram.write((DATA & 0xFFFF) + i, 4, 0x11223344 * (i + 1));
    }
    machine.hart.mmu.loadLinked(AT);
  }

  private static int[] watch(int va, int kinds, int hi) {
    return new int[] {(va & -8) | kinds, hi};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void anAccessIsMadeOnlyIfNoWatchMatchesOrTheExceptionIsDeferred(Operation operation)
      throws GuestTrap {
    TestMachine machine = machine(operation);
    int[] scopes = {WatchFields.G, ASID << 16, WatchFields.G | 0xFF << 16, (ASID + 1) << 16, 0};
    for (Level level : Level.values()) {
      for (boolean inSlot : new boolean[] {false, true}) {
        Outcome unwatched = execute(machine, operation, level, inSlot, watch(AT, 0, 0));
        assertThat(machine.excCode()).as("%s without a watch", operation).isZero();
        for (int kinds = 0; kinds <= ANY_KIND; kinds++) {
          for (int scope = 0; scope < scopes.length; scope++) {
            int hit = scope < 3 ? kinds & kinds(operation) : 0;
            check(
                machine, operation, level, inSlot, watch(AT, kinds, scopes[scope]), hit, unwatched);
          }
        }
      }
    }
  }

  private static void check(
      TestMachine machine,
      Operation operation,
      Level level,
      boolean inSlot,
      int[] watch,
      int hit,
      Outcome unwatched)
      throws GuestTrap {
    prepare(machine, operation);
    final Outcome before = Outcome.of(machine);
    Outcome after = execute(machine, operation, level, inSlot, watch);
    String what =
        String.format("%s, %s, slot %s, watch %x %x", operation, level, inSlot, watch[0], watch[1]);
    int isa = operation.isa() == Isa.MIPS32 ? 0 : 1;
    boolean deferred = hit != 0 && level != Level.NONE;
    boolean taken = hit != 0 && !deferred;
    assertThat(after).as(what).isEqualTo(taken ? before : unwatched);
    assertThat(machine.root(Cp0Register.CAUSE))
        .as(what)
        .isEqualTo(taken ? cause(inSlot) : deferred ? Cause.WP : 0);
    assertThat(machine.root(Cp0Register.WATCH_HI2) & ANY_KIND)
        .as(what)
        .isEqualTo(taken ? Integer.highestOneBit(hit) : hit);
    int behind = inSlot ? 0x80001100 : CODE + 4 + operation.length();
    if (taken) {
      assertThat(machine.hart.pc).as(what).isEqualTo(VECTOR);
      assertThat(machine.root(Cp0Register.EPC))
          .as(what)
          .isEqualTo((inSlot ? CODE : CODE + 4) | isa);
    } else {
      assertThat(machine.hart.pc).as(what).isEqualTo(behind | isa);
    }
    if (deferred) {
      Level.NONE.enter(machine);
      machine.step();
      assertThat(machine.root(Cp0Register.CAUSE)).as(what).isEqualTo(cause(false) | Cause.WP);
      assertThat(machine.root(Cp0Register.EPC)).as(what).isEqualTo(behind | isa);
      assertThat(machine.hart.pc).as(what).isEqualTo(VECTOR);
      machine.hart.root.set(Cp0Register.CAUSE, 0);
    }
  }

  private static int cause(boolean inSlot) {
    return ExcCode.WATCH.code() << 2 | (inSlot ? Cause.BD : 0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operations")
  void onlyTheDoublewordsThatItTouchesAreWatched(Operation operation) throws GuestTrap {
    TestMachine machine = machine(operation);
    int words = operation.mnemonic().matches("[ls]wm") ? 3 : 2;
    boolean several = operation.mnemonic().matches("[ls]w[mp]|[ls][du]x?c1");
    int last = several ? AT + 4 * words - 1 : AT;
    for (int va = DATA - 16; va < DATA + DATA_BYTES; va += 8) {
      execute(machine, operation, Level.NONE, false, watch(va, ANY_KIND, WatchFields.G));
      boolean touched = va >= AT && va <= last;
      assertThat(machine.excCode() == ExcCode.WATCH.code())
          .as("%s with a watch at %x", operation, va)
          .isEqualTo(touched);
    }
  }

  static List<Operation> ofLists() {
    return operations().stream().filter(o -> o.mnemonic().matches("[ls]wm")).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofLists")
  void severalWordsAreWatchedBeforeAnyIsMoved(Operation operation) throws GuestTrap {
    TestMachine machine = machine(operation);
    prepare(machine, operation);
    Outcome before = Outcome.of(machine);
    int[] watch = watch(AT + 8, ANY_KIND, WatchFields.G);
    Outcome after = execute(machine, operation, Level.NONE, false, watch);
    assertThat(machine.excCode()).isEqualTo(ExcCode.WATCH.code());
    assertThat(after).isEqualTo(before);
  }
}
