package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.isa.Isa;

/** The conformance suite of firmware/vz-suite, in both instruction sets, on a board. */
final class VzSuiteTest {
  /** Board time between two looks at the console, and how long the suite may take, in seconds. */
  private static final double SLICE = 0.05;

  private static final double PATIENCE = 60;

  /** What an image has printed when it was done, and the instruction sets root was seen in. */
  private record Result(List<String> lines, Set<Isa> rootCode) {
    List<String> checks() {
      return lines.stream().filter(l -> l.matches("(PASS|FAIL) .*")).toList();
    }

    List<String> names() {
      return checks().stream().map(l -> l.split("[ :]", -1)[1]).toList();
    }

    long count(String regex) {
      return lines.stream().filter(l -> l.matches(regex)).count();
    }
  }

  private static Result run(String image) throws UserError {
    TestBoard bare = TestBoard.open(TestBoard.ROOT.resolve("firmware/vz-suite/" + image));
    Set<Isa> rootCode = EnumSet.noneOf(Isa.class);
    for (double time = SLICE; time < PATIENCE; time += SLICE) {
      bare.run(time);
      List<String> lines = bare.lines();
      if (lines.stream().anyMatch(l -> l.matches("passed \\d+ failed \\d+"))) {
        return new Result(lines, rootCode);
      }
      if (!bare.board.hart.inGuest()) {
        rootCode.add((bare.board.hart.pc & 1) == 0 ? Isa.MIPS32 : Isa.MICROMIPS);
      }
    }
    throw new AssertionError("not done: " + bare.console());
  }

  private static void assertAllPassed(Result result) {
    assertThat(result.checks()).noneMatch(l -> l.startsWith("FAIL"));
    long choices = result.count("PASS .* \\(choice\\)");
    long passed = result.count("PASS \\S+");
    assertThat(passed).isGreaterThan(400);
    assertThat(result.lines())
        .endsWith(
            "choices passed %d failed 0 of %d".formatted(choices, choices + passed),
            "passed %d failed 0".formatted(passed));
    assertThat(result.names())
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z0-9_]+(\\.[a-z0-9_]+)+"));
  }

  @Test
  void everyCheckPassesInMips32() throws Exception {
    Result result = run("vz-suite-mips32.elf");
    assertAllPassed(result);
    assertThat(result.rootCode()).containsExactly(Isa.MIPS32);
  }

  @Test
  void everyCheckPassesInMicromipsAndRootsCodeIsMicromips() throws Exception {
    Result result = run("vz-suite-micromips.elf");
    assertAllPassed(result);
    assertThat(result.rootCode()).containsExactly(Isa.MICROMIPS);
  }
}
