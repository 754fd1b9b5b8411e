package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.board.SvmComparisons.Stimulus;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.mips.engine.InstructionExecuted;
import org.vzlab.svm.container.Arena;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.format.ProgramWriter;
import org.vzlab.svm.format.SvmAssembler;
import org.vzlab.svm.machine.Resources;

/** The machine on the board beside the one in Java: equal, and when they are not it is found. */
final class SvmComparisonsTest {
  private static final Path PROGRAMS = Path.of("../firmware/svm");
  private static final Resources RESOURCES = new Resources(157, 42, 4, 100, 16);
  private static final long MILLISECOND = Session.CYCLES_PER_SECOND / 1000;

  /** Where the container's block says where its program is. */
  private static final int PROGRAM = 0x18;

  /** What the outside is asked or told. */
  private static final int CLOCK = 1;

  private static final int SEND = 5;

  /** The step that the first SKIP of {@link #EVERYTHING} is, and its place. */
  private static final int STEP = 27;

  private static final int HERE = 0x4C;

  /** Registers of the call that tells of the outside. */
  private static final int A1 = 5;

  private static final int A2 = 6;

  /**
   * At the SKIPs context 0 runs, 1 waits for channel 0, 2 sleeps, and there are an array and two
   * pairs.
   */
  private static final String EVERYTHING =
      """
              LOADI 4
              APPF array_new
              CALLRTS channel
              COMB waiter
              CALLRTS spawn
              COMB sleeper
              CALLRTS spawn
              CLEAR
              PUSH
              PUSH
              CALLRTS time        ; gives way
              CLEAR
              PUSH
              PUSH
              CALLRTS time        ; and once more, as the sleeper comes last
              LOADI 7
              PUSH
              CONS
      here:   SKIP
              SKIP
              SKIP
              SKIP
              CALLRTS channel
              PUSH
              LOADI 0
              CALLRTS bind
              LOADI 1
              PUSH
              LOADI '*'
              CALLRTS send
              CALLRTS sync
              STOP
      waiter: LOADI 0
              CALLRTS receive
              CALLRTS sync
              STOP
      sleeper:
              CLEAR
              PUSH
              PUSH
              LOADI 1000000
              CALLRTS time
              STOP
      """;

  private static Program program(String text) throws Exception {
    return Loader.load("t", ProgramWriter.bytes(SvmAssembler.assemble("t", text)));
  }

  @ParameterizedTest
  @CsvSource({
    "blink, 2600, running",
    "button, 400, running",
    "channel, 10, stop",
    "echo, 400, stop",
    "fragile, 2000, trap",
    "keeper, 250, running",
    "receiver, 10, trap",
    "sender, 350, running",
    "steady, 2000, running",
    "supervisor, 10, trap",
    "wild, 5, running",
    "bench/ack, 5, running",
    "bench/fib, 5, running",
    "bench/list, 5, running",
    "bench/loop, 5, running",
  })
  void eachExampleIsEqualInLockStep(String name, long milliseconds, String end) throws Exception {
    List<Stimulus> stimuli =
        List.of(
            new Stimulus(50 * MILLISECOND, "", "sense.".getBytes(StandardCharsets.US_ASCII), 0),
            new Stimulus(100 * MILLISECOND, "BTN1", new byte[0], 200 * MILLISECOND));

    SvmComparison comparison =
        SvmComparisons.bare(
            name,
            Loader.read(PROGRAMS.resolve(name + ".svm")),
            RESOURCES,
            stimuli,
            milliseconds * MILLISECOND,
            cycles -> true);

    assertThat(comparison.difference()).isEmpty();
    assertThat(comparison.end()).isEqualTo(end);
    assertThat(comparison.steps()).isGreaterThan(5);
    assertThat(comparison.starts()).isOne();
  }

  /** What runs on the board, and what it does to itself before a step is compared. */
  private static final class Tampered {
    final SvmComparisons.Bare bare;
    private final byte[] ram;
    private final int difference;

    Tampered(Program program) throws UserError {
      bare = SvmComparisons.open("t", program, RESOURCES);
      int state = symbol("svm_machine");
      Region region = bare.board().bus.at(Image.physical(state));
      ram = region.memory().bytes();
      difference = region.offsetInMemory(Image.physical(state)) - state;
    }

    int symbol(String name) {
      return SvmLockStep.symbol(bare.image(), name);
    }

    /** Adds to a byte of the program's memory. */
    void addOctet(int address, int what) {
      ram[address + difference] += (byte) what;
    }

    SvmComparison run(Consumer<InstructionExecuted> listener) throws UserError {
      bare.board().onInstruction(listener);
      SvmComparisons.run(
          bare.board(), List.of(bare.steps()), List.of(), 300 * MILLISECOND, cycles -> true);
      return bare.steps().result();
    }

    /** Runs, and does something when so many steps are done and the last has not been compared. */
    SvmComparison afterStep(int step, Runnable change) throws UserError {
      int next = symbol("svm_next");
      int[] seen = {-1};
      return run(
          instruction -> {
            if ((instruction.pc() & ~1) == next && ++seen[0] == step) {
              change.run();
            }
            bare.steps().executing(instruction);
          });
    }

    /**
     * Runs, and does something at the first call to the outside of a kind.
     *
     * @param times how often the call is heard
     */
    SvmComparison atCall(int kind, Runnable change, int times) throws UserError {
      int observe = symbol("svm_observe");
      boolean[] done = {false};
      return run(
          instruction -> {
            boolean call =
                !done[0]
                    && (instruction.pc() & ~1) == observe
                    && bare.board().hart.gpr[A1 - 1] == kind;
            if (call) {
              done[0] = true;
              change.run();
            }
            for (int i = 0; i < (call ? times : 1); i++) {
              bare.steps().executing(instruction);
            }
          });
    }

    /** The address of what a test names: a part of the state, and numbers. */
    int address(String part, int number, int offset) {
      int arena = symbol("_arena");
      Arena parts = Arena.of(RESOURCES);
      return switch (part) {
        case "machine" -> symbol("svm_machine") + offset;
        case "context" -> arena + Arena.CONTEXT * number + offset;
        case "stack word" ->
            arena + parts.stackWords() + 4 * (RESOURCES.stackEntries() * number + offset);
        case "stack flag" ->
            arena + parts.stackFlags() + RESOURCES.stackEntries() * number + offset;
        case "heap word" -> arena + parts.heapWords() + 8 * number + offset;
        case "heap flag" -> arena + parts.heapFlags() + number;
        case "queue" -> arena + parts.queues() + Arena.QUEUE * number + offset;
        case "array" -> arena + parts.arrays() + offset;
        default -> throw new IllegalArgumentException(part);
      };
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          machine    | 0   | 0x00 | running context: 1 on the guest, 0 in Java
          machine    | 0   | 0x04 | end: 1 on the guest, 0 in Java
          machine    | 0   | 0x08 | trap: 1 on the guest, 0 in Java
          machine    | 0   | 0x10 | sweep: 8 on the guest, 7 in Java
          machine    | 0   | 0x14 | allocations: 8 on the guest, 7 in Java
          machine    | 0   | 0x18 | collections: 1 on the guest, 0 in Java
          machine    | 0   | 0x1C | missed deadlines: 1 on the guest, 0 in Java
          machine    | 0   | 0x20 | work register: 1 on the guest, 0 in Java
          machine    | 0   | 0x24 | flag of the work register: 1 on the guest, 0 in Java
          machine    | 0   | 0x28 | channels: 2 on the guest, 1 in Java
          machine    | 0   | 0x2C | arrays: 2 on the guest, 1 in Java
          machine    | 0   | 0x30 | checkpoint: -256 on the guest, -1 in Java
          machine    | 0   | 0x34 | ready contexts: 1 on the guest, 0 in Java
          machine    | 0   | 0x48 | sleeping contexts: 2 on the guest, 1 in Java
          machine    | 0   | 0x49 | sleeping contexts, place 0: 3 on the guest, 2 in Java
          machine    | 0   | 0x5C | begin of array 0: 1 on the guest, 0 in Java
          machine    | 0   | 0x5E | length of array 0: 5 on the guest, 4 in Java
          machine    | 0   | 0x9C | device of channel 0: 0 on the guest, -1 in Java
          context    | 0   | 0x00 | E of context 0: 7 on the guest, 6 in Java
          context    | 0   | 0x04 | flag of E of context 0: 2 on the guest, 1 in Java
          context    | 0   | 0x08 | PC of context 0: 78 on the guest, 77 in Java
          context    | 0   | 0x0C | SP of context 0: 1 on the guest, 0 in Java
          context    | 3   | 0x10 | state of context 3: 1 on the guest, 0 in Java
          context    | 0   | 0x18 | logical time of context 0: <n> on the guest, <n> in Java
          context    | 1   | 0x20 | deadline of context 1: -256 on the guest, -1 in Java
          context    | 2   | 0x28 | wake time of context 2: <n> on the guest, <n> in Java
          stack word | 1   | 0    | entry 0 of the stack of context 1: 117 on the guest, 116 in Java
          stack flag | 0   | 41   | entry 41 of the stack of context 0: pair 0 on the guest, 0 in Java
          heap word  | 0   | 0    | pair 0: (101, -1) on the guest, (100, -1) in Java
          heap word  | 156 | 4    | pair 156: (0, 1) on the guest, (0, 0) in Java
          heap flag  | 156 | 0    | pair 156: (pair 0, 0) on the guest, (0, 0) in Java
          queue      | 1   | 18   | receivers of channel 0: 2 on the guest, 1 in Java
          queue      | 1   | 0    | alternative of a waiter of receivers of channel 0: 4 on the guest, 3 in Java
          queue      | 1   | 2    | dirty cell of a waiter of receivers of channel 0: 6 on the guest, 5 in Java
          queue      | 1   | 4    | context of a waiter of receivers of channel 0: 2 on the guest, 1 in Java
          array      | 0   | 3    | array memory, byte 3: 1 on the guest, 0 in Java
          """)
  void aDifferenceInAnyPartOfTheStateIsReportedAtItsStep(
      String part, int number, String offset, String what) throws Exception {
    Tampered tampered = new Tampered(program(EVERYTHING));
    int address = tampered.address(part, number, Integer.decode(offset));

    SvmComparison comparison = tampered.afterStep(STEP, () -> tampered.addOctet(address, 1));

    assertThat(comparison.difference())
        .hasValueSatisfying(
            difference -> {
              assertThat(difference.step()).isEqualTo(STEP);
              assertThat(difference.context()).isZero();
              assertThat(difference.pc()).isEqualTo(HERE);
              assertThat(difference.instruction()).isEqualTo("SKIP");
              assertThat(difference.what())
                  .matches(Pattern.quote(what).replace("<n>", "\\E\\d+\\Q"));
            });
    assertThat(comparison.steps()).isEqualTo(STEP);
  }

  @Test
  void withoutADifferenceTheSameRunIsEqual() throws Exception {
    SvmComparison comparison = new Tampered(program(EVERYTHING)).afterStep(STEP, () -> {});

    assertThat(comparison.difference()).isEmpty();
    assertThat(comparison.end()).isEqualTo("running");
    assertThat(comparison.steps()).isGreaterThan(STEP + 5);
    assertThat(comparison.idled()).isTrue();
  }

  @Test
  void aWordThatIsSentIsComparedWithThatOfJava() throws Exception {
    Tampered tampered = new Tampered(program(EVERYTHING));

    SvmComparison comparison = tampered.atCall(SEND, () -> tampered.bare.board().hart.gpr[A2]++, 1);

    assertThat(comparison.difference())
        .hasValueSatisfying(
            difference ->
                assertThat(difference)
                    .hasToString(
                        "after step 39, CALLRTS at 0x0061 in context 0: expected"
                            + " was Send[device=0, word=43], but this"
                            + " machine makes a send of 42 to device 0"));
  }

  @Test
  void aCallThatOneOfThemLeavesOutIsReported() throws Exception {
    SvmComparison comparison = new Tampered(program(EVERYTHING)).atCall(SEND, () -> {}, 0);

    assertThat(comparison.difference())
        .hasValueSatisfying(
            difference ->
                assertThat(difference)
                    .hasToString(
                        "after step 39, CALLRTS at 0x0061 in context 0: expected"
                            + " was nothing more, but this"
                            + " machine makes a send of 42 to device 0"));
  }

  @Test
  void aCallTooManyIsReported() throws Exception {
    SvmComparison comparison = new Tampered(program(EVERYTHING)).atCall(SEND, () -> {}, 2);

    assertThat(comparison.difference())
        .hasValueSatisfying(
            difference ->
                assertThat(difference)
                    .hasToString(
                        "after step 39, CALLRTS at 0x0061 in context 0: the guest"
                            + " made further calls: [Send[device=0, word=42]]"));
  }

  @Test
  void anotherTimeOfTheClockIsAnotherLogicalTime() throws Exception {
    Tampered tampered = new Tampered(program(EVERYTHING));

    SvmComparison comparison =
        tampered.atCall(CLOCK, () -> tampered.bare.board().hart.gpr[A1]++, 1);

    assertThat(comparison.difference())
        .hasValueSatisfying(
            difference -> {
              assertThat(difference.step()).isZero();
              assertThat(difference.what())
                  .matches("logical time of context 0: \\d+ on the guest, \\d+ in Java");
            });
  }

  @Test
  void aProgramThatOnlyTheGuestRefusesIsADifference() throws Exception {
    Tampered tampered = new Tampered(program(EVERYTHING));
    int block = Image.physical(tampered.symbol("_container"));
    Region flash = tampered.bare.board().bus.at(block);
    int at = flash.offsetInMemory(block);
    byte[] bytes = flash.memory().bytes();
    bytes[at + (int) Memory.WORDS.get(bytes, at + PROGRAM)]++;

    SvmComparison comparison = tampered.run(tampered.bare.steps()::executing);

    assertThat(comparison.difference())
        .hasValueSatisfying(
            difference ->
                assertThat(difference)
                    .hasToString(
                        "after step 0, LOADI at 0x002B in context 0: the guest"
                            + " ended before it, with end 5 and trap 0"));
  }

  @Test
  void theUserCanEndARun() throws Exception {
    SvmComparison comparison =
        SvmComparisons.bare(
            "t",
            program("here: GOTO here"),
            RESOURCES,
            List.of(),
            1000 * MILLISECOND,
            cycles -> cycles < 2 * MILLISECOND);

    assertThat(comparison.end()).isEqualTo("running");
    assertThat(comparison.steps()).isBetween(1L, 20_000L);
  }

  @Test
  void resourcesThatTheBoardDoesNotHaveAreRefused() {
    assertThatThrownBy(
            () ->
                SvmComparisons.bare(
                    "t",
                    program("STOP"),
                    new Resources(65535, 65535, 16, 100, 0),
                    List.of(),
                    MILLISECOND,
                    cycles -> true))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("; give it fewer cells, stack entries, contexts or bytes of arrays");
  }
}
