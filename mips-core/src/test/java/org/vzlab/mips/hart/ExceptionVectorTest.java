package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.RaisedCause.CPU1;
import static org.vzlab.mips.hart.RaisedCause.DBE_LOAD;
import static org.vzlab.mips.hart.RaisedCause.DBE_STORE;
import static org.vzlab.mips.hart.RaisedCause.DSPDIS;
import static org.vzlab.mips.hart.RaisedCause.GPA_INVALID;
import static org.vzlab.mips.hart.RaisedCause.GPA_REFILL;
import static org.vzlab.mips.hart.RaisedCause.GPSI;
import static org.vzlab.mips.hart.RaisedCause.HC;
import static org.vzlab.mips.hart.RaisedCause.IBE;
import static org.vzlab.mips.hart.RaisedCause.INT;
import static org.vzlab.mips.hart.RaisedCause.MCHECK;
import static org.vzlab.mips.hart.RaisedCause.WATCH;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.cp0.Cp0;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Status;

/**
 * Every cause of an exception in every setting of BEV, IV, VS, EXL, ERL and ISAOnExc, in root, in a
 * guest, and from a guest to root, in a delay slot and not: where the handler is and what the
 * registers say, by the tables of MD00091 ("Exception Vector Base Addresses", "Exception Vector
 * Offsets", "Exception Vectors", and the registers' own), written down here a second time.
 */
class ExceptionVectorTest {
  private static final int SETTINGS = 1 << 7;
  private static final int BEFORE = 0xDEADBEE0;
  private static final int CAUSE_CHANGES = 0xB003FC7C;

  /** What a guest never takes itself. */
  private static final Set<RaisedCause> ROOTS =
      EnumSet.of(IBE, DBE_LOAD, DBE_STORE, MCHECK, WATCH, HC, GPSI, GPA_REFILL, GPA_INVALID);

  /** What a guest leaves to root for. */
  private static final Set<RaisedCause> EXITS =
      EnumSet.of(INT, IBE, DBE_LOAD, DBE_STORE, HC, GPSI, GPA_REFILL, GPA_INVALID, CPU1, DSPDIS);

  /** Who executes and who takes it. */
  private enum Mode {
    ROOT,
    GUEST,
    EXIT
  }

  /**
   * @param bev to exl: of the context that takes it; in an exit EXL and ERL are the guest's
   */
  private record Setting(
      boolean bev, boolean iv, boolean vs, boolean exl, boolean erl, boolean isa, boolean slot) {
    static Setting of(int bits) {
      return new Setting(
          (bits & 1) != 0,
          (bits & 2) != 0,
          (bits & 4) != 0,
          (bits & 8) != 0,
          (bits & 16) != 0,
          (bits & 32) != 0,
          (bits & 64) != 0);
    }

    int level() {
      return (exl ? Status.EXL : 0) | (erl ? Status.ERL : 0);
    }
  }

  static Stream<Arguments> causes() {
    return Stream.of(RaisedCause.values())
        .flatMap(
            cause ->
                Stream.of(Mode.values())
                    .filter(mode -> exists(mode, cause))
                    .map(mode -> Arguments.of(mode, cause)));
  }

  private static boolean exists(Mode mode, RaisedCause cause) {
    return switch (mode) {
      case ROOT -> cause.gexcCode() < 0;
      case GUEST -> !ROOTS.contains(cause);
      case EXIT -> EXITS.contains(cause);
    };
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("causes")
  void theHandlerIsWhereTheTablesSayAndTheRegistersSayWhy(Mode mode, RaisedCause cause) {
    int cases = 0;
    for (int bits = 0; bits < SETTINGS; bits++) {
      Setting setting = Setting.of(bits);
      boolean noSlot = cause == INT || cause.atFetch();
      boolean deferred = cause == WATCH && setting.level() != 0;
      if (!(setting.slot && noSlot) && !deferred) {
        check(mode, cause, setting);
        cases++;
      }
    }
    assertThat(cases).isGreaterThanOrEqualTo(32);
  }

  private static void check(Mode mode, RaisedCause cause, Setting setting) {
    VectorMachine machine = new VectorMachine(mode != Mode.ROOT);
    final boolean toGuest = mode == Mode.GUEST;
    cause.arm(machine, setting.slot);
    prepare(machine, mode, cause, setting);
    final Map<Cp0Register, Integer> before = registers(machine.context(toGuest));
    final Map<Cp0Register, Integer> others = registers(machine.context(!toGuest));
    if (cause == INT) {
      machine.request(toGuest);
      if (toGuest) {
        others.remove(Cp0Register.GUEST_CTL2);
      }
      machine.hart.prepare();
    } else {
      machine.machine.step();
    }
    String what = mode + " " + cause + " " + setting;
    int levels = mode == Mode.EXIT ? 0 : setting.level();
    if (cause == INT && levels != 0) {
      assertThat(machine.hart.pc).as(what + ": held back").isEqualTo(VectorMachine.PC);
      return;
    }
    Expected expected = new Expected(cause, setting, toGuest, levels, before);
    assertThat(machine.hart.pc).as(what + ": PC").isEqualTo(expected.pc());
    expected.apply();
    assertThat(registers(machine.context(toGuest))).as(what).isEqualTo(before);
    Map<Cp0Register, Integer> othersAfter = registers(machine.context(!toGuest));
    othersAfter.keySet().retainAll(others.keySet());
    assertThat(othersAfter).as(what + ": the other context").isEqualTo(others);
    assertThat(machine.hart.inGuest()).as(what).isEqualTo(toGuest);
  }

  private static void prepare(
      VectorMachine machine, Mode mode, RaisedCause cause, Setting setting) {
    int taking = (setting.bev ? Status.BEV : 0) | (cause == INT ? Status.IE : 0) | cause.status();
    int iv = setting.iv ? 1 << 23 : 0;
    int vs = setting.vs ? 1 << 5 : 0;
    switch (mode) {
      case ROOT -> machine.set(false, taking | setting.level(), iv, vs, setting.isa);
      case GUEST -> {
        machine.set(true, taking | setting.level(), iv, vs, setting.isa);
        machine.set(false, Status.CU1 | Status.MX, 0, 0, !setting.isa);
      }
      case EXIT -> {
        machine.set(true, Status.CU1 | Status.MX | setting.level(), 0, 0, !setting.isa);
        machine.set(false, taking, iv, vs, setting.isa);
      }
    }
    for (boolean guest : new boolean[] {false, true}) {
      Cp0 context = machine.context(guest);
      context.set(Cp0Register.BAD_INSTR, BEFORE);
      context.set(Cp0Register.BAD_INSTR_P, BEFORE);
      context.set(Cp0Register.BAD_VADDR, BEFORE);
      context.set(Cp0Register.EPC, BEFORE);
      context.set(Cp0Register.NESTED_EPC, BEFORE);
      context.set(Cp0Register.ERROR_EPC, BEFORE);
      context.replace(Cp0Register.CAUSE, CAUSE_CHANGES, -1);
    }
  }

  /** All registers but those that time moves. */
  private static Map<Cp0Register, Integer> registers(Cp0 context) {
    Map<Cp0Register, Integer> values = new EnumMap<>(Cp0Register.class);
    for (Cp0Register register : Cp0Register.values()) {
      values.put(register, context.get(register));
    }
    return values;
  }

  /** What the tables say. */
  private record Expected(
      RaisedCause cause,
      Setting setting,
      boolean toGuest,
      int levels,
      Map<Cp0Register, Integer> registers) {
    boolean exl() {
      return (levels & Status.EXL) != 0;
    }

    boolean vectored() {
      return cause == INT && setting.iv && setting.vs && !setting.bev;
    }

    int pc() {
      int base = setting.bev ? 0xBFC00200 : VectorMachine.ebase(toGuest);
      return (base + offset()) | (setting.isa ? 1 : 0);
    }

    private int offset() {
      if (cause.isRefill() && !exl()) {
        return 0;
      }
      if (vectored()) {
        return VectorMachine.OFFSET;
      }
      return cause == INT && setting.iv ? 0x200 : 0x180;
    }

    /** Changes the registers as they were to what they have to be. */
    void apply() {
      int pc = cause.atFetch() ? cause.address : VectorMachine.PC;
      int bits = cause.code.code() << 2 | cause.unit() << 28;
      int mask = 0x3000007C;
      put(Cp0Register.NESTED_EPC, -1, pc);
      put(Cp0Register.NESTED_EXC, -1, levels);
      if (!exl()) {
        put(Cp0Register.EPC, -1, pc);
        put(Cp0Register.CAUSE, 1 << 31, setting.slot ? 1 << 31 : 0);
      }
      if (cause == INT) {
        mask |= 0xFF << 10;
        bits |= 5 << 10;
        put(Cp0Register.SRS_CTL, 0xF << 18, VectorMachine.INTERRUPT_SET << 18);
      }
      put(Cp0Register.CAUSE, mask, bits);
      put(Cp0Register.STATUS, Status.EXL, Status.EXL);
      if (cause == WATCH) {
        put(Cp0Register.WATCH_HI0, 2, 2);
      }
      if (cause == MCHECK) {
        put(Cp0Register.STATUS, Status.TS, Status.TS);
      }
      if (levels == 0 && !setting.bev) {
        int css = registers.get(Cp0Register.SRS_CTL) & 0xF;
        int set = vectored() ? VectorMachine.INTERRUPT_SET : VectorMachine.EXCEPTION_SET;
        put(Cp0Register.SRS_CTL, 0x3CF, css << 6 | set);
      }
      explain();
    }

    private void explain() {
      if (cause.showsInstruction()) {
        put(Cp0Register.BAD_INSTR, -1, cause.word);
        if (setting.slot) {
          put(Cp0Register.BAD_INSTR_P, -1, VectorMachine.BRANCH);
        }
      }
      if (cause.hasBadVAddr()) {
        put(Cp0Register.BAD_VADDR, -1, cause.badVAddr());
      }
      if (cause.isTlb()) {
        put(Cp0Register.CONTEXT, 0x007FFFF0, cause.badVAddr() >>> 13 << 4);
        put(Cp0Register.ENTRY_HI, 0xFFFFE000, cause.badVAddr());
      }
      if (!toGuest && cause.gexcCode() >= 0) {
        put(Cp0Register.GUEST_CTL0, 0x7C, cause.gexcCode() << 2);
      }
    }

    private void put(Cp0Register register, int mask, int value) {
      registers.merge(register, value, (old, now) -> (old & ~mask) | (now & mask));
    }
  }
}
