package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.timing.TimingTable;

/** The kernels of firmware/timing: what they compute, and how many cycles an instruction takes. */
final class TimingKernelFirmwareTest {
  private static final Pattern LINE =
      Pattern.compile(
          "(\\S+): checksum (\\p{XDigit}{8}), cycles (\\d+), instructions (\\d+), .* (\\d+)");

  private record Result(int checksum, long cycles, long instructions, int hundredths) {
    double cyclesEach() {
      return (double) cycles / instructions;
    }
  }

  private static final Map<String, Result> RESULTS = new TreeMap<>();

  @BeforeAll
  static void run() throws Exception {
    List<String> lines = TimingFirmware.console("kernels.elf", TimingTable.standard(), "done");
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        RESULTS.put(
            matcher.group(1),
            new Result(
                Integer.parseUnsignedInt(matcher.group(2), 16),
                Long.parseLong(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                Integer.parseInt(matcher.group(5))));
      }
    }
  }

  private static void assertComputed(String kernel, int checksum) {
    for (String variant : List.of("o2-mips32", "o3-mips32", "o2-micromips", "o3-micromips")) {
      String name = kernel + "-" + variant;
      assertThat(RESULTS).containsKey(name);
      assertThat(RESULTS.get(name).checksum()).as(name).isEqualTo(checksum);
    }
  }

  @Test
  void theMixOfIntegersComputesWhatTheHostDoes() {
    assertComputed("mix", TimingKernels.mix());
  }

  @Test
  void matricesComputeWhatTheHostDoes() {
    assertComputed("matrix", TimingKernels.matrix());
  }

  @Test
  void stringsComputeWhatTheHostDoes() {
    assertComputed("strings", TimingKernels.strings());
  }

  @Test
  void anInstructionOfIntegersTakesSomewhatMoreThanACycleAndOneOfFloatsMore() {
    assertThat(RESULTS).hasSize(12);
    RESULTS.forEach(
        (name, result) ->
            assertThat(result.cyclesEach())
                .as(name)
                .isBetween(name.startsWith("matrix") ? 1.3 : 1.05, 1.6));
  }

  @Test
  void theImageSaysItselfHowManyCyclesAnInstructionTakes() {
    RESULTS.forEach(
        (name, result) ->
            assertThat(result.hundredths())
                .as(name)
                .isEqualTo(Math.round(100 * result.cyclesEach())));
  }
}
