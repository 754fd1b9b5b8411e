package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.hart.Counters.ADDIU_V0_1;
import static org.vzlab.mips.hart.Counters.CODE;
import static org.vzlab.mips.hart.Counters.CONTROL;
import static org.vzlab.mips.hart.Counters.COUNT;
import static org.vzlab.mips.hart.Counters.CYCLES;
import static org.vzlab.mips.hart.Counters.EVERYWHERE;
import static org.vzlab.mips.hart.Counters.HYPCALL;
import static org.vzlab.mips.hart.Counters.INSTRUCTIONS;
import static org.vzlab.mips.hart.Counters.ec;
import static org.vzlab.mips.hart.Counters.machine;
import static org.vzlab.mips.hart.Counters.run;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.Debug;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.PerfCtl;
import org.vzlab.mips.cp0.Status;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;

/** Performance counters: where and what they count. */
class PerformanceCountersTest {
  private static final int BRANCH_TO_ITSELF = 0x1000FFFF;

  /** Who executes, and the bit of PerfCtl that stands for it; 0 if nothing counts there. */
  private enum Place {
    ROOT_USER(false, Status.UM, false, 0, PerfCtl.U),
    ROOT_KERNEL(false, 0, false, 0, PerfCtl.K),
    ROOT_EXL(false, Status.EXL, false, 0, PerfCtl.EXL),
    ROOT_USER_EXL(false, Status.UM | Status.EXL, false, 0, PerfCtl.EXL),
    ROOT_ERL(false, Status.ERL, false, 0, 0),
    ROOT_EXL_ERL(false, Status.ERL | Status.EXL, false, 0, 0),
    ROOT_DEBUG(false, 0, true, 0, 0),
    INTERCEPT_EXL(true, Status.EXL, false, 0, PerfCtl.EXL),
    INTERCEPT_ERL(true, Status.ERL, false, 0, 0),
    INTERCEPT_DEBUG(true, 0, true, 0, 0),
    GUEST_USER(true, 0, false, Status.UM, PerfCtl.U),
    GUEST_KERNEL(true, 0, false, 0, PerfCtl.K),
    GUEST_OF_USER_ROOT(true, Status.UM, false, 0, PerfCtl.K),
    GUEST_EXL(true, 0, false, Status.EXL, PerfCtl.EXL),
    GUEST_ERL(true, 0, false, Status.ERL, 0);

    final boolean gm;
    final int status;
    final boolean debug;
    final int guestStatus;
    final int level;

    Place(boolean gm, int status, boolean debug, int guestStatus, int level) {
      this.gm = gm;
      this.status = status;
      this.debug = debug;
      this.guestStatus = guestStatus;
      this.level = level;
    }

    void enter(TestMachine machine) {
      machine.guestRegister(Cp0Register.STATUS, guestStatus);
      machine.root(Cp0Register.GUEST_CTL0, gm ? TestMachine.TINYVP : 0);
      machine.hart.root.replace(Cp0Register.DEBUG, Debug.DM, debug ? Debug.DM : 0);
      machine.root(Cp0Register.STATUS, status);
    }

    /** The classes of events (PerfCtl.EC) that what happens here belongs to. */
    List<Integer> classes() {
      return name().startsWith("ROOT")
          ? List.of(0)
          : name().startsWith("GUEST") ? List.of(2, 3) : List.of(1, 3);
    }
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void aCounterCountsWhereItsModeBitsAndItsEventClassSay(Place place) {
    TestMachine machine = machine();
    for (int levels = 0; levels < 8; levels++) {
      int bits = (levels & 3) | ((levels & 4) << 1);
      for (int eventClass = 0; eventClass < 4; eventClass++) {
        machine.root(Cp0Register.STATUS, 0);
        machine.root(COUNT[0], 0);
        machine.root(COUNT[1], 0);
        place.enter(machine);
        machine.root(CONTROL[0], ec(eventClass) | bits | CYCLES);
        machine.root(CONTROL[1], ec(eventClass) | bits | INSTRUCTIONS);
        machine.scheduler.advance(100);
        machine.hart.instructions += 60;
        boolean counts = place.classes().contains(eventClass) && (bits & place.level) != 0;
        assertThat(machine.root(COUNT[0]))
            .as("%x of %d", bits, eventClass)
            .isEqualTo(counts ? 100 : 0);
        assertThat(machine.root(COUNT[1]))
            .as("%x of %d", bits, eventClass)
            .isEqualTo(counts ? 60 : 0);
      }
    }
    assertThat(machine.unmodelled).isEmpty();
  }

  /** The oracle adds up, stretch by stretch, what belongs to a counter. */
  @Test
  void overManyChangesOfModeACounterAddsUpWhatBelongsToIt() {
    Random random = new Random(2);
    TestMachine machine = machine();
    long[] expected = new long[2];
    int[] control = new int[2];
    Place place = Place.ROOT_KERNEL;
    for (int i = 0; i < 20_000; i++) {
      switch (random.nextInt(6)) {
        case 0 -> {
          int counter = random.nextInt(2);
          control[counter] = random.nextInt() & (PerfCtl.EC | EVERYWHERE | INSTRUCTIONS);
          machine.root(CONTROL[counter], control[counter]);
        }
        case 1 -> {
          int counter = random.nextInt(2);
          expected[counter] = random.nextInt();
          machine.root(COUNT[counter], (int) expected[counter]);
        }
        default -> {
          place = Place.values()[random.nextInt(Place.values().length)];
          place.enter(machine);
        }
      }
      int cycles = random.nextInt(1000);
      int instructions = random.nextInt(cycles + 1);
      machine.scheduler.advance(cycles);
      machine.hart.instructions += instructions;
      for (int counter = 0; counter < 2; counter++) {
        boolean counts =
            place.classes().contains((control[counter] & PerfCtl.EC) >>> PerfCtl.EC_SHIFT)
                && (control[counter] & place.level) != 0;
        boolean ofCycles = (control[counter] & INSTRUCTIONS) == 0;
        expected[counter] += counts ? ofCycles ? cycles : instructions : 0;
        assertThat(machine.root(COUNT[counter])).isEqualTo((int) expected[counter]);
      }
    }
  }

  @Test
  void executedCodeCountsEachInstructionOnceAndEveryCycle() {
    TestMachine machine = machine();
    machine.hart.gpr[4] = PerfCtl.K | INSTRUCTIONS;
    machine.hart.gpr[5] = PerfCtl.K | CYCLES;
    machine.put(
        CODE,
        TestMachine.mtc0(4, CONTROL[0]),
        TestMachine.mtc0(5, CONTROL[1]),
        ADDIU_V0_1,
        0x10000001,
        ADDIU_V0_1,
        TestMachine.mfc0(6, COUNT[0]),
        TestMachine.mfc0(7, COUNT[1]));
    run(machine, 7);
    assertThat(machine.hart.gpr[6]).as("up to this MFC0, without the MTC0").isEqualTo(5);
    assertThat(machine.hart.gpr[7]).isEqualTo(5);
  }

  @Test
  void anInstructionThatRaisesAnExceptionIsNotCompletedAndCountsAsCycleOnly() {
    TestMachine machine = machine();
    machine.root(CONTROL[0], EVERYWHERE | INSTRUCTIONS);
    machine.root(CONTROL[1], EVERYWHERE | CYCLES);
    machine.put(CODE, ADDIU_V0_1, TestMachine.SYSCALL);
    machine.put(TestMachine.FLASH + 0x180, ADDIU_V0_1, TestMachine.ERET);
    run(machine, 2);
    assertThat(machine.root(COUNT[0])).isEqualTo(1);
    assertThat(machine.root(COUNT[1])).isEqualTo(2);
    run(machine, 2);
    assertThat(machine.root(COUNT[0])).isEqualTo(3);
    assertThat(machine.root(COUNT[1])).isEqualTo(4);
    machine.hart.pc = 0xC0000000;
    machine.step();
    assertThat(machine.excCode()).as("a fetch that failed").isEqualTo(ExcCode.TLBL.code());
    assertThat(machine.root(COUNT[0])).isEqualTo(3);
  }

  @Test
  void aGuestsInstructionsAndRootsForItAreCountedApart() {
    TestMachine machine = TestMachine.guest(CODE);
    machine.put(CODE, ADDIU_V0_1, ADDIU_V0_1, ADDIU_V0_1, HYPCALL, BRANCH_TO_ITSELF, 0);
    machine.put(TestMachine.FLASH + 0x180, ADDIU_V0_1, 0, 0, 0, TestMachine.ERET);
    machine.root(CONTROL[0], ec(2) | EVERYWHERE | INSTRUCTIONS);
    machine.root(CONTROL[1], ec(1) | EVERYWHERE | INSTRUCTIONS);
    run(machine, 4);
    assertThat(machine.hart.inGuest()).isFalse();
    assertThat(machine.root(COUNT[0])).isEqualTo(3);
    machine.root(Cp0Register.EPC, CODE + 16);
    run(machine, 5);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.root(COUNT[1])).as("root up to ERET").isEqualTo(5);
    run(machine, 10);
    assertThat(machine.root(COUNT[0])).isEqualTo(13);
    assertThat(machine.root(COUNT[1])).isEqualTo(5);
  }

  @Test
  void whatModelledRootSoftwareCostsAreCyclesOfRootAndNoInstructions() {
    TestMachine machine = TestMachine.guest(CODE);
    machine.put(CODE, HYPCALL, BRANCH_TO_ITSELF, 0);
    machine.root(CONTROL[0], ec(1) | EVERYWHERE | CYCLES);
    machine.root(CONTROL[1], ec(1) | EVERYWHERE | INSTRUCTIONS);
    machine.hart.install(new Charging());
    run(machine, 1000);
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.root(COUNT[0])).isEqualTo(321);
    assertThat(machine.root(COUNT[1])).isZero();
  }

  /** Answers every exit after 321 cycles. */
  private static final class Charging implements RootSoftware {
    private RootPort root;

    @Override
    public void start(RootPort port) {
      root = port;
    }

    @Override
    public void exception(int vectorOffset) {
      root.charge(new CountedPath("EXIT", 321, 400));
      root.cp0(Cp0Register.EPC, root.cp0(Cp0Register.EPC) + 4);
      root.eret();
    }

    @Override
    public void debugException() {
      root.deret();
    }

    @Override
    public void run() {
      root.eret();
    }
  }

  /** The last two have the numbers 0 and 1 in Event, and more in EventExt. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 0x7F, 0x7FF, 0x80, 0x401})
  void otherEventsAreReportedByRegisterAndCountNothing(int event) {
    for (int counter = 0; counter < 2; counter++) {
      TestMachine machine = machine();
      machine.root(CONTROL[counter], event << PerfCtl.EVENT_SHIFT);
      assertThat(machine.unmodelled).as("counts nowhere").isEmpty();
      machine.root(CONTROL[counter], event << PerfCtl.EVENT_SHIFT | EVERYWHERE);
      assertThat(machine.unmodelled).containsExactly("PerfCtl" + counter);
      run(machine, 10);
      assertThat(machine.root(COUNT[counter])).isZero();
    }
  }
}
