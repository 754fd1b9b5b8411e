package org.vzlab.mips.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.UserLevel;

/** What this core does where MD00086 says UNPREDICTABLE, and where QEMU decides otherwise. */
class UnpredictableTest {
  private static final int RESERVED_INSTRUCTION = 10 + 1;
  private static final int ADDRESS_ERROR_STORE = 5 + 1;

  private final Bench bench = new Bench(UserLevel.instructionSet());
  private final Assembler assembler = new Assembler(UserLevel.instructionSet());

  private int[] run(int r4, int r5, int... words) {
    return bench.execute(words, new int[] {r4, r5, 0x66666666, 0, 1, 2, 0, 0, 0, 3, 4, 5, 6, 0});
  }

  private int[] run(int r4, int r5, String source) {
    return run(r4, r5, assembler.assemble(Bench.CODE, source));
  }

  @Test
  void aDivisionByZeroGivesWhatASubtractingDividerGives() {
    assertQuotientAndRemainder("div zero, a0, a1\nnop", 7, -1);
    assertQuotientAndRemainder("div zero, a0, a1\nnop", -7, 1);
    assertQuotientAndRemainder("divu zero, a0, a1\nnop", -7, -1);
  }

  private void assertQuotientAndRemainder(String source, int dividend, int quotient) {
    int[] after = run(dividend, 0, source);
    assertThat(after[5]).as("LO").isEqualTo(quotient);
    assertThat(after[4]).as("HI").isEqualTo(dividend);
  }

  @Test
  void aBitFieldThatEndsBeforeItBeginsIsNotInserted() {
    // INS a1, a0 with msb 3 and lsb 4.
    assertThat(run(-1, 0x1234, 0x7C851904, 0)[1]).isEqualTo(0x1234);
  }

  @Test
  void aBitFieldThatLeavesTheWordIsExtractedWithZeros() {
    // EXT a1, a0 with lsb 16 and msbd 31.
    assertThat(run(0x89AB0000, 0, 0x7C85FC00, 0)[1]).isEqualTo(0x89AB);
  }

  @Test
  void clzWritesTheRegisterInTheRdField() {
    // CLZ with rd 6 and rt 5.
    int[] after = run(1, 0x55, 0x70853020, 0);
    assertThat(after[1]).isEqualTo(0x55);
    assertThat(after[2]).isEqualTo(31);
  }

  @Test
  void aBranchInADelaySlotDoesNotBranch() {
    int[] after = run(0, 0, "b 0x80100120\nb 0x80100140");
    assertThat(after[7]).as("falls through").isZero();
    assertThat(after[8]).as("targets").isEqualTo(1);
    assertThat(after[13]).as("exception").isZero();
  }

  @Test
  void jalxIsReserved() {
    assertThat(run(0, 0, "jalx 0x80100120\nnop")[13]).isEqualTo(RESERVED_INSTRUCTION);
  }

  @Test
  void aWordThatIsNoInstructionIsReserved() {
    assertThat(run(0, 0, 0xFC001234, 0)[13]).isEqualTo(RESERVED_INSTRUCTION);
  }

  @Test
  void aMisalignedStoreConditionalIsAnAddressErrorWhateverWasLinked() {
    assertThat(run(0x80110000, 0, "ll a1, 0(a0)\nsc a2, 2(a0)")[13]).isEqualTo(ADDRESS_ERROR_STORE);
  }
}
