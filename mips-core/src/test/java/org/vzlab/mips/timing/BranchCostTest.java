package org.vzlab.mips.timing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.isa.Isa;

/** What branches and jumps take beside their own cycle, and what clears hazards. */
class BranchCostTest {
  private static final int TARGET = 9;

  /** An instruction of 4 bytes in both instruction sets. */
  private static final String SLOT = "addu $25, $0, $0";

  private static final int RETURN_ADDRESS = 31;

  @ParameterizedTest
  @EnumSource
  void aBranchWithADelaySlotTakesItsCycleAndTheSlots(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("beq $4, $4, end", "nop", "end:")).isEqualTo(2);
    assertThat(machine.cycles("beq $4, $4, end", "nop", "nop", "nop", "end:")).isEqualTo(2);
    assertThat(machine.cycles("bne $4, $4, end", "nop", "nop", "end:")).isEqualTo(3);
    assertThat(machine.cycles("bal end", SLOT, "nop", "end:")).isEqualTo(2);
    assertThat(machine.stalled(Stall.BRANCH)).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aJumpToARegisterWaitsForIt(Isa isa) {
    TimedMachine machine = toTheEnd(isa, "mul $9, $9, $10\njr $9\nnop");
    machine.hart.gpr[10] = 1;

    assertThat(machine.cycles("mul $9, $9, $10", "jr $9", "nop")).isEqualTo(5 + 2);
    assertThat(machine.cycles("mul $8, $9, $10", "jr $9", "nop")).isEqualTo(1 + 2);
  }

  /** A machine whose register 9 says where some code of 12 or fewer bytes ends. */
  private static TimedMachine toTheEnd(Isa isa, String source) {
    TimedMachine machine = TimedMachine.approximate(isa);
    return aimed(machine, isa, source);
  }

  private static TimedMachine aimed(TimedMachine machine, Isa isa, String source) {
    int end = machine.load(source.lines().toList()) | (isa == Isa.MICROMIPS ? 1 : 0);
    machine.hart.gpr[TARGET] = end;
    machine.hart.gpr[RETURN_ADDRESS] = end;
    return machine;
  }

  @Test
  void aSlotThatIsAnnulledIsLost() {
    TimedMachine machine = TimedMachine.approximate(Isa.MIPS32);
    assertThat(machine.cycles("beql $4, $4, end", "nop", "end:")).isEqualTo(2);
    assertThat(machine.stalled(Stall.BRANCH)).isZero();
    assertThat(machine.cycles("bnel $4, $4, end", "nop", "nop", "end:")).isEqualTo(1 + 1 + 1);
    assertThat(machine.stalled(Stall.BRANCH)).isEqualTo(2);

    TimedMachine slow = TimedMachine.with(Isa.MIPS32, TimingConstant.ANNULLED_SLOT, 4);
    assertThat(slow.cycles("bnel $4, $4, end", "nop", "nop", "end:")).isEqualTo(1 + 4 + 1);
  }

  @Test
  void whatGoesElsewhereWithoutASlotLosesCycles() {
    TimedMachine machine = TimedMachine.approximate(Isa.MICROMIPS);
    assertThat(machine.cycles("beqzc $0, end", "nop", "end:")).isEqualTo(1 + 1);
    assertThat(machine.cycles("bnezc $0, end", "nop", "end:")).isEqualTo(2);
    assertThat(toTheEnd(Isa.MICROMIPS, "jrc $9\nnop").cycles("jrc $9", "nop")).isEqualTo(1 + 1);
    assertThat(toTheEnd(Isa.MICROMIPS, "jraddiusp 4\nnop").cycles("jraddiusp 4", "nop"))
        .isEqualTo(1 + 1);

    TimedMachine slow = TimedMachine.with(Isa.MICROMIPS, TimingConstant.COMPACT_BRANCH, 3);
    assertThat(slow.cycles("beqzc $0, end", "nop", "end:")).isEqualTo(1 + 3);
    assertThat(aimed(slow, Isa.MICROMIPS, "jrc $9\nnop").cycles("jrc $9", "nop")).isEqualTo(1 + 3);
  }

  @Test
  void aReturnThatGivesBackItsFrameWaitsForTheReturnAddress() {
    String source = "mul $31, $31, $10\njraddiusp 4\nnop";
    TimedMachine machine = toTheEnd(Isa.MICROMIPS, source);
    machine.hart.gpr[10] = 1;

    assertThat(machine.cycles(source.lines().toList())).isEqualTo(5 + 1 + 1);
  }

  @ParameterizedTest
  @EnumSource
  void aBranchOnAConditionOfTheFpuWaitsForIt(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("c.eq.s $f2, $f2", "bc1t end", "nop", "end:")).isEqualTo(4 + 2);
    assertThat(machine.cycles("c.eq.s $f2, $f2", "beq $4, $4, end", "nop", "end:")).isEqualTo(3);
    assertThat(machine.cycles("div.s $f2, $f4, $f6", "bc1t end", "nop", "end:")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void aBranchOnPosWaitsForAnExtraction(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);

    assertThat(machine.cycles("extpdp $8, $ac0, 3", "bposge32 end", "nop", "end:"))
        .isEqualTo(5 + 2);
    assertThat(machine.cycles("extr.w $8, $ac0, 3", "bposge32 end", "nop", "end:")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void clearingHazardsWaitsForChangesOfCoprocessor0(Isa isa) {
    TimedMachine machine = TimedMachine.approximate(isa);
    assertThat(machine.cycles("ehb")).isEqualTo(1);
    assertThat(machine.cycles("mtc0 $8, $11", "nop", "nop", "ehb")).isEqualTo(4);
    assertThat(machine.cycles("mtc0 $8, $11", "mtc0 $8, $11", "ehb")).isEqualTo(1 + 3 + 1);
    assertThat(machine.cycles("mtc0 $8, $11", "mfc0 $9, $12")).isEqualTo(2);

    String[] back = {"mtc0 $8, $11", "jr.hb $9", "nop"};
    assertThat(toTheEnd(isa, String.join("\n", back)).cycles(back)).isEqualTo(3 + 2);
    String[] call = {"tlbp", "jalr.hb $31, $9", SLOT};
    assertThat(toTheEnd(isa, String.join("\n", call)).cycles(call)).isEqualTo(3 + 2);
    assertThat(machine.stalled(Stall.COP0)).isEqualTo(2 * 2);
  }
}
