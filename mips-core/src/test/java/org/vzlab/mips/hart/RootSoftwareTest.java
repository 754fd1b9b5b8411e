package org.vzlab.mips.hart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;

/** Modelled root software in the place of code. */
class RootSoftwareTest {
  private static final int GUEST_PC = 0x80000100;

  /** Maps the guest's memory, starts it, and after every exit skips the instruction. */
  private static class Skipper implements RootSoftware {
    final List<String> calls = new ArrayList<>();
    RootPort port;

    @Override
    public void start(RootPort rootPort) {
      port = rootPort;
      calls.add("start");
      port.cp0(Cp0Register.STATUS, 0x10000000);
      port.cp0(Cp0Register.EBASE, TestMachine.FLASH);
      port.cp0(Cp0Register.CAUSE, 1 << 23);
      port.guestCp0(Cp0Register.STATUS, 0);
    }

    @Override
    public void run() {
      calls.add("run");
      port.cp0(Cp0Register.STATUS, 3);
      port.cp0(Cp0Register.GUEST_CTL1, 0x00010001);
      port.cp0(Cp0Register.GUEST_CTL3, 1);
      port.cp0(Cp0Register.GUEST_CTL0, TestMachine.TINYVP);
      port.cp0(Cp0Register.GUEST_CTL0_EXT, 0x58);
      port.cp0(Cp0Register.SRS_CTL, 1 << 6);
      port.cp0(Cp0Register.EPC, GUEST_PC);
      port.eret();
    }

    @Override
    public void exception(int vectorOffset) {
      int cause = port.cp0(Cp0Register.CAUSE) >>> 2 & 0x1F;
      calls.add(
          String.format(
              "0x%x cause %d %08x at %08x",
              vectorOffset, cause, port.cp0(Cp0Register.BAD_INSTR), port.cp0(Cp0Register.EPC)));
      port.charge(new CountedPath("EXIT", 40, 50));
      if (vectorOffset == 0) {
        refill();
      } else if (cause == 27) {
        port.previousGpr(9, port.previousGpr(9) + 1);
        port.cp0(Cp0Register.EPC, port.cp0(Cp0Register.EPC) + 4);
      } else {
        port.cp0(Cp0Register.STATUS, 2);
      }
      port.eret();
    }

    @Override
    public void debugException() {
      int at = port.cp0(Cp0Register.DEPC);
      calls.add(String.format("debug %08x at %08x", port.cp0(Cp0Register.DEBUG), at));
      port.cp0(Cp0Register.STATUS, 2);
      port.deret();
      port.cp0(Cp0Register.EPC, at + 4);
      port.eret();
    }

    private void refill() {
      port.cp0(Cp0Register.PAGE_MASK, 0);
      int page = port.cp0(Cp0Register.BAD_VADDR) >>> 13 << 7;
      port.cp0(Cp0Register.ENTRY_LO0, page | 0x1E);
      port.cp0(Cp0Register.ENTRY_LO1, page | 0x5E);
      port.tlbwr();
    }
  }

  private final TestMachine machine = new TestMachine();
  private final Skipper software = new Skipper();

  RootSoftwareTest() {
    machine.hart.install(software);
    machine.put(TestMachine.RAM + 0x100, 0x25080001, TestMachine.WAIT, TestMachine.WAIT);
    machine.put(TestMachine.RAM + 0x10C, 0x1000FFFC, 0);
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      machine.step();
    }
  }

  @Test
  void itIsStartedRunAndCalledForEveryExceptionInsteadOfTheVector() {
    steps(9);
    assertThat(software.calls)
        .containsExactly(
            "start",
            "run",
            "0x0 cause 2 00000000 at 80000100",
            "0x180 cause 27 42000020 at 80000104",
            "0x180 cause 27 42000020 at 80000108");
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.gpr[8]).isEqualTo(1);
    assertThat(machine.hart.gpr[9]).isEqualTo(2);
  }

  @Test
  void itsWorkTakesTheTimeItCharges() {
    steps(9);
    assertThat(machine.scheduler.now()).isEqualTo(3 * 40 + machine.hart.instructions);
    assertThat(machine.hart.usage.cycles(0)).isEqualTo(3 * 40);
    assertThat(machine.hart.usage.instructions(1)).isEqualTo(3);
  }

  @Test
  void anInterruptReachesItAtTheInterruptVector() {
    steps(5);
    machine.hart.request(2, 0x200, 0);
    machine.step();
    assertThat(software.calls.get(software.calls.size() - 1)).startsWith("0x200 cause 0");
  }

  @Test
  void whileItWaitsTimePassesUntilARequest() {
    machine.hart.install(
        new RootSoftware() {
          private RootPort port;

          @Override
          public void start(RootPort rootPort) {
            port = rootPort;
            port.cp0(Cp0Register.STATUS, 0);
          }

          @Override
          public void exception(int vectorOffset) {
            port.eret();
          }

          @Override
          public void debugException() {
            port.deret();
          }

          @Override
          public void run() {
            software.calls.add("run at " + port.now());
            port.await();
          }
        });
    steps(2);
    machine.scheduler.beginSlice(5000);
    machine.interpreter.run();
    machine.hart.request(1, 0x200, 0);
    steps(1);
    assertThat(software.calls).containsExactly("run at 0", "run at 5000");
  }

  @Test
  void itsMistakesAreNotTheGuests() {
    machine.step();
    assertThatThrownBy(() -> software.port.load(0x3E000000, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x3E000000");
  }

  @Test
  void forgettingEretIsAMistakeOfTheSoftware() {
    machine.hart.install(
        new RootSoftware() {
          @Override
          public void start(RootPort port) {
            port.cp0(Cp0Register.STATUS, 1);
          }

          @Override
          public void exception(int vectorOffset) {
            software.calls.add("exception");
          }

          @Override
          public void debugException() {
            software.calls.add("debug");
          }

          @Override
          public void run() {}
        });
    machine.step();
    machine.hart.request(1, 0x200, 0);
    assertThatThrownBy(machine::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("ERET");
  }

  @Test
  void aGuestsBreakpointReachesItInDebugModeAndNothingElseHasChanged() {
    machine.put(TestMachine.RAM + 0x104, TestMachine.SDBBP);
    steps(5);
    int cause = machine.root(Cp0Register.CAUSE);
    machine.step();
    assertThat(machine.hart.inDebugMode()).isTrue();
    assertThat(machine.root(Cp0Register.CAUSE)).isEqualTo(cause);
    assertThat(machine.root(Cp0Register.EPC)).isEqualTo(GUEST_PC);
    machine.step();
    assertThat(software.calls).endsWith("debug 4212a402 at 80000104");
    assertThat(machine.hart.inGuest()).isTrue();
    assertThat(machine.hart.pc).isEqualTo(GUEST_PC + 8);
    assertThat(machine.hart.usage.exits(1, ExitReason.DEBUG)).isEqualTo(1);
  }

  @Test
  void stayingInDebugModeIsAMistakeOfTheSoftware() {
    machine.hart.install(
        new RootSoftware() {
          @Override
          public void start(RootPort port) {
            software.start(port);
          }

          @Override
          public void exception(int vectorOffset) {
            software.exception(vectorOffset);
          }

          @Override
          public void debugException() {
            software.calls.add("debug");
          }

          @Override
          public void run() {
            software.run();
          }
        });
    machine.put(TestMachine.RAM + 0x100, TestMachine.SDBBP);
    steps(5);
    assertThatThrownBy(machine::step)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("DERET");
  }
}
