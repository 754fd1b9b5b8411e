package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.mips.engine.StaleProgram.PHYSICAL;
import static org.vzlab.mips.engine.StaleProgram.V0;
import static org.vzlab.mips.engine.StaleProgram.V1;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.bus.Device;
import org.vzlab.kit.bus.Guard;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.TestMachine;
import org.vzlab.mips.isa.Isa;

/** Accesses of the processor that the bus's guard refuses, and those it is not asked about. */
class GuardTest {
  private static final int GENERAL_VECTOR = TestMachine.FLASH + 0x180;
  private static final int BRANCH_TO_SELF = 0x1000FFFF;
  private static final int DEVICE = 0x1F800000;
  private static final int S0 = 16;
  private static final int CODE = 0xA0006000;

  /** Shuts half a page, for reads, writes or both, as a store to its device says. */
  private static final class HalfPage implements Guard, Device {
    private static final int HALF = 0x800;
    private static final int READS = 1;
    private static final int WRITES = 2;

    private final StaleProgram program;
    private final int first;
    private final List<String> asked = new ArrayList<>();
    private int shut;

    HalfPage(StaleProgram program, int first) {
      this.program = program;
      this.first = first;
      program.machine.bus.guard(this);
      program.machine.bus.map(DEVICE, 4, this);
      program.machine.put(GENERAL_VECTOR, BRANCH_TO_SELF, 0);
    }

    private boolean lets(boolean write) {
      return (shut & (write ? WRITES : READS)) == 0;
    }

    @Override
    public boolean permits(int address, boolean write) {
      if (address != DEVICE) {
        asked.add((write ? "w" : "r") + Integer.toHexString(address));
      }
      return lets(write) || (address & -HALF) != first;
    }

    @Override
    public boolean opens(int page, boolean write) {
      return lets(write) || page != (first & -4096);
    }

    @Override
    public int read(int offset, int size) {
      return shut;
    }

    @Override
    public void write(int offset, int size, int value) {
      shut = value;
      program.machine.bus.guardChanged();
    }

    void shut(int what) {
      write(0, 4, what);
      asked.clear();
    }
  }

  private final StaleProgram program = new StaleProgram(false);

  @Test
  void openPagesAreNeverAskedAbout() {
    HalfPage guard = new HalfPage(program, PHYSICAL);
    program.run("li v0, 7", "sw v0, 0(a1)", "lw v1, 0(a1)", "sw v1, 8(a1)");
    assertThat(guard.asked).as("but by the first access to a page").hasSize(1);
    guard.asked.clear();
    program.run("again: lw v1, 0(a1)", "sw v1, 4(a1)", "b again", "lbu v1, 5(a1)");
    assertThat(guard.asked).isEmpty();
    assertThat(program.memory(4)).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"lw v1, 0(a1)", "lh v1, 2(a1)", "lb v1, 3(a1)", "ll v1, 0(a1)"})
  void aRefusedLoadIsABusErrorWithoutAValue(String load) {
    HalfPage guard = new HalfPage(program, PHYSICAL);
    program.memory(0, 0x1234);
    program.run("lw v0, 0(a1)");
    guard.shut(HalfPage.READS);
    program.run("li v1, 5", load, "li v1, 6");
    assertThat(program.machine.excCode()).isEqualTo(ExcCode.DBE.code());
    assertThat(program.machine.root(Cp0Register.EPC)).isEqualTo(StaleProgram.START + 4);
    assertThat(program.gpr(V1)).isEqualTo(5);
    assertThat(guard.asked).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"sw v0, 0(a1)", "sh v0, 2(a1)", "sb v0, 3(a1)", "sc v0, 0(a1)"})
  void aRefusedStoreDoesNotHappenAndTheNextInstructionExecutes(String store) {
    HalfPage guard = new HalfPage(program, PHYSICAL);
    program.run("li v0, 0x77", "sw v0, 0(a1)", "li v0, -1");
    guard.shut(HalfPage.WRITES);
    program.run("ll v1, 0(a1)", store, "li v1, 6");
    assertThat(program.memory(0)).isEqualTo(0x77);
    assertThat(program.gpr(V1)).isEqualTo(6);
    assertThat(program.machine.root(Cp0Register.STATUS) & 2).as("EXL").isZero();
    assertThat(guard.asked).filteredOn(a -> a.startsWith("w")).hasSize(1);
  }

  @Test
  void theOtherHalfOfThePageIsAskedAboutAndLetThrough() {
    HalfPage guard = new HalfPage(program, PHYSICAL);
    guard.shut(HalfPage.READS | HalfPage.WRITES);
    program.run("li v0, 7", "sw v0, 0x800(a1)", "lw v1, 0x800(a1)", "lw v1, 0x800(a1)");
    assertThat(program.gpr(V1)).isEqualTo(7);
    assertThat(guard.asked).containsExactly("w4800", "r4800", "r4800");
    guard.shut(0);
    program.run("lw v0, 0(a1)", "lw v0, 4(a1)", "sw v0, 0x800(a1)");
    assertThat(guard.asked).as("open again").hasSize(1);
  }

  @Test
  void aStoreThatShutsTheCodeItStandsInIsItsLast() {
    HalfPage guard = new HalfPage(program, CODE & 0x1FFFFFFF);
    program.place(Isa.MIPS32, CODE, "li s0, 1\nsw v0, 0(a0)\nli s0, 2\nend: b end\nnop");
    program.machine.hart.gpr[V0] = HalfPage.READS;
    program.machine.hart.gpr[4] = DEVICE | 0xA0000000;
    program.call(CODE);
    assertThat(program.gpr(S0)).isEqualTo(1);
    assertThat(program.machine.excCode()).isEqualTo(ExcCode.IBE.code());
    assertThat(program.machine.root(Cp0Register.EPC)).isEqualTo(CODE + 8);
    assertThat(guard.asked).last().isEqualTo("r6008");
  }

  @ParameterizedTest
  @ValueSource(ints = {HalfPage.WRITES, HalfPage.READS | HalfPage.WRITES})
  void codeInAPageOfWhichAPartIsShutExecutesAsBefore(int shut) {
    HalfPage guard = new HalfPage(program, (CODE & 0x1FFFFFFF) + HalfPage.HALF);
    program.place(
        Isa.MIPS32,
        CODE,
        "again: addiu s0, s0, 1\nslti t0, s0, 100\nbne t0, zero, again\nnop\nend: b end\nnop");
    guard.shut(shut);
    program.call(CODE);
    assertThat(program.gpr(S0)).isEqualTo(100);
    assertThat(program.machine.root(Cp0Register.STATUS) & 2).as("EXL").isZero();
  }

  @Test
  void coherentCachesAreCheckedAtEveryAccess() {
    HalfPage guard = new HalfPage(program, PHYSICAL);
    program.run("lw v0, 0(a0)");
    guard.shut(HalfPage.READS);
    program.run("li v1, 5", "lw v1, 0(a0)");
    assertThat(program.machine.excCode()).isEqualTo(ExcCode.DBE.code());
  }

  @Test
  void withStaleLinesWhatHitsIsNotCheckedAndALineIsOneAccess() {
    StaleProgram stale = new StaleProgram(true);
    HalfPage guard = new HalfPage(stale, PHYSICAL);
    stale.memory(0, 0x1111);
    stale.run("lw v0, 0(a0)");
    guard.shut(HalfPage.READS | HalfPage.WRITES);
    stale.run("lw v0, 0(a0)", "li v1, 0x2222", "sw v1, 4(a0)", "lw v1, 4(a0)");
    assertThat(stale.gpr(V0)).isEqualTo(0x1111);
    assertThat(stale.gpr(V1)).isEqualTo(0x2222);
    assertThat(guard.asked).isEmpty();
    stale.run("cache 0x15, 0(a0)", "li v1, 6");
    assertThat(guard.asked).as("written back as a line").containsExactly("w4000");
    assertThat(stale.memory(4)).as("no byte changes").isZero();
    assertThat(stale.gpr(V1)).isEqualTo(6);
    guard.asked.clear();
    stale.run("lw v1, 0(a0)");
    assertThat(guard.asked).startsWith("r4000").doesNotContain("r4004");
    assertThat(stale.machine.excCode()).isEqualTo(ExcCode.DBE.code());
    assertThat(stale.gpr(V1)).isEqualTo(6);
  }
}
