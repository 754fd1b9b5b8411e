package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A stack that is said to be bounded never grows beyond that. */
class StackBoundTest {
  private static final int PROGRAMS = 1_000;
  private static final int RUNS = 3;

  private int bounded;
  private int tight;

  @Test
  void programsOfACompilerNeverNeedMoreThanTheirBound() throws Exception {
    for (int seed = 0; seed < PROGRAMS; seed++) {
      String text = RandomPrograms.text(seed, seed % 8 == 0);
      Program program = SvmAssembler.assemble("random", text);
      hold(text, program, seed);
      assertThat(Verifier.verify(program).errors()).as(text).isEmpty();
    }

    assertThat(bounded).as("programs with a bound").isGreaterThan(PROGRAMS / 2);
    assertThat(tight).as("bounds that a run has needed").isGreaterThan(PROGRAMS / 4);
  }

  @Test
  void damagedProgramsNeverNeedMoreThanTheirBound() throws Exception {
    Random random = new Random(5);
    for (int seed = 0; seed < PROGRAMS; seed++) {
      Program program = SvmAssembler.assemble("random", RandomPrograms.text(seed, false));
      byte[] image = program.image();
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = program.codeStart() + random.nextInt(image.length - program.codeStart());
        image[at] = (byte) (random.nextBoolean() ? image[at] ^ 1 : random.nextInt(0x39));
      }
      hold("seed " + seed, program, seed);
    }

    assertThat(bounded).isGreaterThan(PROGRAMS / 2);
  }

  @Test
  void codeOfAnyInstructionsNeverNeedsMoreThanItsBound() {
    RandomImages images = new RandomImages(3);
    for (int seed = 0; seed < 3_000; seed++) {
      Program program = images.next();
      hold("", program, seed);
    }

    assertThat(bounded).isGreaterThan(2_500);
  }

  private void hold(String text, Program program, int seed) {
    Verdict verdict = Verifier.verify(program);
    boolean reached = false;
    for (int run = 0; run < RUNS; run++) {
      StackMeter.Needs needs = StackMeter.measure(program, seed * 31L + run);
      reached |= check(text, needs.first(), verdict.first());
      check(text, needs.spawned(), verdict.spawned());
    }
    bounded += verdict.first() instanceof StackBound.Bounded ? 1 : 0;
    tight += reached ? 1 : 0;
  }

  private static boolean check(String text, int need, StackBound bound) {
    if (bound instanceof StackBound.Bounded most) {
      assertThat(need).as(text).isLessThanOrEqualTo(most.entries());
      return need == most.entries();
    }
    return false;
  }
}
