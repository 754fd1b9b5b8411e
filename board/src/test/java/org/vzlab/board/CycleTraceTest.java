package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** {@code --trace cycles=FILE}: a line for whatever takes time, and none of it twice. */
final class CycleTraceTest {
  private static final Pattern LINE =
      Pattern.compile("(\\d+) (\\d+) (root|guest \\d) ([^;]+)(?:; (.+))?");

  private static final Pattern INSTRUCTION = Pattern.compile("[0-9a-f]{8} ");

  @TempDir private Path folder;

  private record Line(long time, long cycles, String owner, String what, String stalls) {
    static Line of(String text) {
      Matcher parts = LINE.matcher(text);
      if (!parts.matches()) {
        throw new AssertionError(text);
      }
      return new Line(
          Long.parseLong(parts.group(1)),
          Long.parseLong(parts.group(2)),
          parts.group(3),
          parts.group(4),
          parts.group(5) == null ? "" : parts.group(5));
    }

    boolean isInstruction() {
      return INSTRUCTION.matcher(what).lookingAt();
    }

    Map<String, Long> byReason() {
      Map<String, Long> reasons = new TreeMap<>();
      Arrays.stream(stalls.split(", ", -1))
          .filter(stall -> !stall.isEmpty())
          .map(stall -> stall.split(" ", -1))
          .forEach(stall -> reasons.put(stall[0], Long.parseLong(stall[1])));
      return reasons;
    }
  }

  private static List<Line> trace(TestBoard test, double seconds) {
    List<Line> lines = new ArrayList<>();
    test.board.trace(TraceKind.CYCLES, line -> lines.add(Line.of(line)));
    test.run(seconds);
    return lines;
  }

  private static String image(String name) {
    return TestBoard.ROOT.resolve("firmware").resolve(name).toString();
  }

  @ParameterizedTest
  @CsvSource({
    "configs/two-guests.config, 0.002",
    "firmware/guest2/guest2.elf, 0.0002",
    "firmware/nano-hypervisor/nano-mips32.elf, 0.001",
    "firmware/nano-hypervisor/nano-micromips.elf, 0.0002"
  })
  void eachLineBeginsWhereTheOneBeforeItHasEnded(String target, double seconds) throws UserError {
    TestBoard test = TestBoard.timed(TestBoard.ROOT.resolve(target).toString(), "wifire");
    List<String> instructions = new ArrayList<>();
    test.board.trace(TraceKind.INSTRUCTIONS, instructions::add);
    List<Line> lines = trace(test, seconds);

    List<Line> wrong = new ArrayList<>();
    long time = 0;
    for (Line line : lines) {
      long stalled = line.byReason().values().stream().mapToLong(Long::longValue).sum();
      if (line.time() != time || line.cycles() != stalled + (line.isInstruction() ? 1 : 0)) {
        wrong.add(line);
      }
      time += line.cycles();
    }
    assertThat(wrong).isEmpty();
    List<String> found =
        lines.stream()
            .filter(Line::isInstruction)
            .map(line -> line.time() + " " + line.owner() + " " + line.what())
            .toList();
    assertThat(found)
        .as("the lines of the instruction trace, at its times")
        .containsExactlyElementsOf(instructions.subList(0, found.size()));
    assertThat(found).hasSizeBetween(instructions.size() - 1, instructions.size());
    assertThat(found).hasSizeGreaterThan(1000);
  }

  @Test
  void itsStallsAreThoseOfTheSummary() throws UserError {
    TestBoard test = TestBoard.timed(image("nano-hypervisor/nano-mips32.elf"), "wifire");
    List<Line> lines = trace(test, 0.001);
    Map<String, Long> traced = new TreeMap<>();
    lines.forEach(
        line -> line.byReason().forEach((reason, n) -> traced.merge(reason, n, Long::sum)));

    Map<String, Long> counted = new TreeMap<>(test.board.summary().total().stalls());
    counted.values().removeIf(cycles -> cycles == 0);
    Line last = lines.get(lines.size() - 1);
    long open = test.board.now() - last.time() - last.cycles();
    traced.forEach(
        (reason, cycles) ->
            assertThat(counted.get(reason))
                .as("%s, with what has no line yet", reason)
                .isBetween(cycles, cycles + open));
    assertThat(counted.keySet()).isEqualTo(traced.keySet());
  }

  @Test
  void anExceptionIsALineOfItsOwnAndSoIsTheWorkOfModelledSoftware() throws UserError {
    List<Line> lines = trace(TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire"), 0.004);

    List<Line> exceptions =
        lines.stream()
            .filter(line -> line.what().matches("(GE|TLB).* taken by root at .*"))
            .toList();
    assertThat(exceptions)
        .isNotEmpty()
        .allMatch(line -> line.owner().startsWith("guest"))
        .allMatch(line -> line.byReason().keySet().equals(Set.of("exception")));
    assertThat(lines.stream().filter(line -> line.byReason().containsKey("modelled")))
        .isNotEmpty()
        .allMatch(line -> line.owner().equals("root") && line.what().equals("no instruction"));
    assertThat(lines.stream().filter(line -> line.byReason().containsKey("idle")))
        .isNotEmpty()
        .allMatch(line -> line.what().equals("no instruction"));
  }

  @Test
  void aBareProgramsWaitIsFollowedByALineOfIdleTime() throws Exception {
    byte[] code =
        new Assembler(InstructionSet.m5150(), Isa.MIPS32)
            .bytes(
                0x9D001000,
                """
                lui t0, 0xBF81
                addiu t1, zero, 4
                sw t1, 0x140(t0)
                addiu t1, zero, 1
                sw t1, 0xC0(t0)
                mfc0 t1, $9
                addiu t1, t1, 500
                mtc0 t1, $11
                wait
                addu t2, t1, t1
                addu t2, t1, t1
                """);
    Path file = Files.write(folder.resolve("wait.bin"), code);
    List<Line> lines = trace(TestBoard.timed(file + "@0x9D001000", "wifire"), 0.00002);

    int wait = 0;
    while (!lines.get(wait).what().endsWith(" wait")) {
      wait++;
    }
    assertThat(lines.get(wait).byReason()).doesNotContainKey("idle");
    Line idle = lines.get(wait + 1);
    assertThat(idle.what()).isEqualTo("no instruction");
    assertThat(idle.byReason().keySet()).containsExactly("idle");
    assertThat(idle.cycles()).isBetween(900L, 1000L + TimingConstant.WAKE_UP.standard());
    assertThat(lines.get(wait + 2).what()).startsWith("9d001024 ");
  }

  @Test
  void itIsTheSameHoweverARunIsSliced() throws UserError {
    String target = TestBoard.TWO_GUESTS.toString();
    List<Line> whole = trace(TestBoard.timed(target, "wifire"), 0.002);
    TestBoard pieces = TestBoard.timed(target, "wifire");
    List<Line> sliced = trace(pieces, 0.00001);
    for (int i = 2; i <= 200; i++) {
      pieces.run(i * 0.00001);
    }

    assertThat(sliced).isEqualTo(whole);
  }

  @Test
  void tracingChangesNoTime() throws UserError {
    TestBoard traced = TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire");
    trace(traced, 0.01);
    TestBoard plain = TestBoard.timed(TestBoard.TWO_GUESTS.toString(), "wifire").run(0.01);

    assertThat(traced.board.summary()).isEqualTo(plain.board.summary());
  }

  @Test
  void inFunctionalTimeAnInstructionTakesACycle() throws UserError {
    List<Line> lines = trace(TestBoard.open(Path.of(image("guest1/guest1.elf"))), 0.0002);

    assertThat(lines.stream().filter(Line::isInstruction))
        .isNotEmpty()
        .allMatch(line -> line.cycles() == 1 && line.stalls().isEmpty());
  }
}
