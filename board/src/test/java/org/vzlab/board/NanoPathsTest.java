package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.mips.engine.InstructionExecuted;

/** What docs/models/ledger.md cites of the nano-hypervisor is what that executes. */
class NanoPathsTest {
  private static final Path IMAGE =
      TestBoard.ROOT.resolve("firmware/nano-hypervisor/nano-mips32.elf");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Z_]+)` \\| (\\d+) \\| (\\d+) \\| nano \\|", Pattern.MULTILINE);
  private static final int RA = 31;
  private static final int GUESTS_RAM_WORDS = 2 * 0x10000 / 4;

  /** A call that has not returned: which function, and who has been called from it. */
  private record Call(
      String function, int returns, long instructions, long time, Set<String> inner) {}

  /** Calls of a function that called the same others. */
  private record Calls(Distribution instructions, Distribution cycles) {}

  private static final Map<Integer, String> FUNCTIONS = new HashMap<>();
  private static final Map<String, Calls> CALLS = new TreeMap<>();
  private static final Map<String, int[]> CITED = new HashMap<>();
  private static final Deque<Call> OPEN = new ArrayDeque<>();
  private static long instructions;
  private static long boot;

  @BeforeAll
  static void runTheDemo() throws Exception {
    for (Image.Symbol symbol : ImageFile.load(IMAGE).symbols()) {
      FUNCTIONS.put(symbol.address(), symbol.name());
    }
    for (MatchResult row :
        ROW.matcher(Files.readString(TestBoard.ROOT.resolve("docs/models/ledger.md")))
            .results()
            .toList()) {
      CITED.put(
          row.group(1), new int[] {Integer.parseInt(row.group(2)), Integer.parseInt(row.group(3))});
    }
    Board board =
        (Board)
            Boards.open(
                new Setup(
                    IMAGE.toString(),
                    "wifire",
                    Optional.empty(),
                    List.of(),
                    UnmodelledPolicy.QUIET,
                    false,
                    TimingModel.APPROXIMATE));
    board.onInstruction(executed -> executed(board, executed));
    board.run(TestBoard.cycles(5));
  }

  private static void executed(Board board, InstructionExecuted executed) {
    if (executed.owner() != 0) {
      return;
    }
    while (!OPEN.isEmpty() && OPEN.peek().returns() == executed.pc()) {
      close(OPEN.pop(), executed.time());
    }
    String function = FUNCTIONS.get(executed.pc());
    int returns = board.hart.gpr[RA];
    if (function != null && !function.endsWith("_vector") && !function.equals("leave_guest")) {
      OPEN.forEach(call -> call.inner().add(function));
      OPEN.push(new Call(function, returns, instructions, executed.time(), new TreeSet<>()));
      if (boot == 0 && function.equals("enter_guest")) {
        boot = instructions + 1;
      }
    }
    instructions++;
  }

  private static void close(Call call, long time) {
    Calls calls =
        CALLS.computeIfAbsent(
            call.function() + call.inner(),
            name -> new Calls(new Distribution(), new Distribution()));
    calls.instructions().add(instructions - call.instructions());
    calls.cycles().add(time - call.time());
  }

  /** The cycles may differ a little: they depend on the constants of the timing model. */
  private static void isCited(String work, String function, String calling) {
    Calls found =
        CALLS.entrySet().stream()
            .filter(e -> e.getKey().startsWith(function + "["))
            .filter(e -> e.getKey().matches(".*[\\[ ](" + calling + ")[,\\]].*"))
            .map(Map.Entry::getValue)
            .reduce((a, b) -> a.instructions().count() >= b.instructions().count() ? a : b)
            .orElseThrow();
    assertThat(found.instructions().median()).isEqualTo(CITED.get(work)[0]);
    assertThat(found.cycles().median()).isCloseTo(CITED.get(work)[1], withinPercentage(10));
  }

  @ParameterizedTest
  @CsvSource({
    "PRIVILEGED_READ, exit_handle, timer_count",
    "PRIVILEGED_WRITE, exit_handle, timer_set_compare",
    "WAIT, exit_handle, guest_wake",
    "HARDWARE_CHANGE, exit_handle, ''",
    "EMULATED_LOAD, exit_handle, uart_read",
    "EMULATED_STORE, exit_handle, uart_write",
    "INTERRUPT, serve_interrupt, ''",
    "TIMER_MATCH, timer_expire, controller_raise",
    "INJECT, guest_present_interrupt, controller_best",
    "SWITCH, guest_select, enter_guest"
  })
  void aPieceOfWorkIsTheMedianOfAFunctionThatCallsAnother(
      String work, String function, String calling) {
    isCited(work, function, calling);
  }

  @Test
  void theWayToTheFirstGuestIsCitedWithoutTheGuestsRam() throws IOException {
    assertThat(boot - 4 * GUESTS_RAM_WORDS).isEqualTo(CITED.get("BOOT")[0]);
  }
}
