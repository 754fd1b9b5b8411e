package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vzlab.svm.container.Arena;
import org.vzlab.svm.machine.Resources;
import org.vzlab.svm.machine.Trap;

/** {@code docs/fault-tolerance.md} names tests that there are, and its numbers are right. */
final class FaultTolerancePageTest {
  private static final List<Class<?>> TESTS =
      List.of(
          CodeFaultTest.class,
          StorageFaultTest.class,
          MemoryFaultTest.class,
          SequenceFaultTest.class,
          RestartFaultTest.class);

  @TempDir private Path folder;
  private final String page;

  FaultTolerancePageTest() throws Exception {
    page = Files.readString(TestBoard.ROOT.resolve("docs/fault-tolerance.md"));
  }

  private double number(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    assertThat(matcher.find()).as(pattern).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  @Test
  void everyTestOfAFaultIsInTheTableAndNoOther() {
    Set<String> there = new TreeSet<>();
    for (Class<?> test : TESTS) {
      Arrays.stream(test.getDeclaredMethods())
          .filter(FaultTolerancePageTest::isTest)
          .forEach(method -> there.add(test.getSimpleName() + "." + method.getName()));
    }
    Set<String> named = new TreeSet<>();
    Pattern.compile("`(\\w+FaultTest\\.\\w+)`")
        .matcher(page)
        .results()
        .forEach(result -> named.add(result.group(1)));
    assertThat(named).isEqualTo(there);
  }

  private static boolean isTest(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(a -> a.annotationType().getSimpleName().matches("Test|ParameterizedTest"));
  }

  @Test
  void theTrapsHaveTheirNamesAndNumbers() {
    List<String> titles = Arrays.stream(Trap.values()).map(Trap::title).toList();
    List<String> named = new ArrayList<>();
    for (MatchResult trap :
        Pattern.compile("\\(`([a-z]+-?[a-z]+)`\\)").matcher(page).results().toList()) {
      named.add(trap.group(1));
    }
    assertThat(named).hasSize(5);
    assertThat(titles).containsAll(named);
    assertThat(page).contains("`corrupted` (" + Trap.CORRUPTED.code() + ")");
  }

  @Test
  void thePassesTakeAsLongAsThePageSays() throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "checked");
    int bytes = board.container(2).programBytes();
    int arena = Arena.of(Resources.STANDARD).size();

    assertThat(number("For (\\d+) bytes that is")).isEqualTo(bytes);
    assertThat(number("that is (\\d+) ms at most")).isEqualTo(2 * ((bytes + 63) / 64) * 10);
    assertThat(number("rounded up: (\\d+) bytes")).isEqualTo(arena);
    assertThat(number("standard resources,\\s+(\\d+) ms")).isEqualTo((arena + 63) / 64 * 10);
  }

  /** What stands under costs is the time from one function of the runtime to the next. */
  @Test
  void aCheckTakesAsLongAsThePageSays() throws Exception {
    FaultBoard board = FaultBoard.alone(folder, "checked").run(150);
    List<Integer> functions = new ArrayList<>();
    for (String name : List.of("check_program", "check_memory", "arm")) {
      functions.add(FaultBoard.symbol(name) & ~1);
    }
    long[] times = new long[functions.size()];
    List<Long> program = new ArrayList<>();
    List<Long> memory = new ArrayList<>();
    board.test.board.onInstruction(
        executed -> {
          int function = functions.indexOf(executed.pc() & ~1);
          if (function < 0 || executed.owner() != 2) {
            return;
          }
          times[function] = executed.time();
          if (function == 1) {
            program.add(times[1] - times[0]);
          } else if (function == 2 && times[1] > times[0]) {
            memory.add(times[2] - times[1]);
            times[1] = 0;
          }
        });
    board.run(60);

    assertThat(microseconds(program)).isEqualTo(number("(\\d+) µs each time; nothing"));
    assertThat(microseconds(memory)).isEqualTo(number("(\\d+) µs each time; 64 bytes"));
  }

  /** The longest of these times, in microseconds, rounded up. */
  private static double microseconds(List<Long> cycles) {
    return Math.ceil(cycles.stream().mapToLong(c -> c).max().orElseThrow() / 200.0);
  }

  @Test
  void theConfigurationRunsWithoutAFault() throws Exception {
    Path file = TestBoard.ROOT.resolve("configs/fault-tolerance.config");
    TestBoard test = TestBoard.timed(file.toString(), Setup.OWN_BOARD).run(0.4);

    assertThat(test.reports).isEmpty();
    String line = test.lines().get(test.lines().size() - 1);
    assertThat(line).contains("*").contains("g").contains("v").matches("[*gv]+");
    assertThat(test.register("WDTCON") & 1 << 15).isNotZero();
  }

  @Test
  void theProgramsAreWhatTheirTextsMake() throws Exception {
    for (String name : List.of("busy", "checked", "steps", "tally", "values", "warden")) {
      String text = Files.readString(FaultBoard.PROGRAMS.resolve(name + ".s"));
      Path made = SvmPrograms.write(folder, name + ".svm", text);
      assertThat(made).hasBinaryContent(FaultBoard.program(name));
    }
  }
}
