package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Tally;

/** Which functions the time goes to, and that asking for it changes nothing. */
final class ProfileTest {
  private static final String NANO = "firmware/nano-hypervisor/nano-micromips.elf";
  private static final int CODE = 0x9D001000;

  @TempDir private Path folder;

  private static Board open(String target, TimingModel model) throws UserError {
    return (Board)
        Boards.open(
            new Setup(
                TestBoard.ROOT.resolve(target).toString(),
                "wifire",
                Optional.empty(),
                List.of(),
                UnmodelledPolicy.QUIET,
                false,
                model));
  }

  private static Map<String, Long> samples(List<String> stacks) {
    Map<String, Long> samples = new TreeMap<>();
    for (String line : stacks) {
      int space = line.lastIndexOf(' ');
      samples.put(line.substring(0, space), Long.parseLong(line.substring(space + 1)));
    }
    return samples;
  }

  private static long sum(Map<String, Long> samples, String beginning) {
    return samples.entrySet().stream()
        .filter(e -> e.getKey().startsWith(beginning))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** All that can be seen of a run. */
  private static List<String> run(Board board, double seconds) {
    List<String> seen = new ArrayList<>();
    for (TraceKind kind : TraceKind.values()) {
      if (kind != TraceKind.INSTRUCTIONS) {
        board.trace(kind, seen::add);
      }
    }
    board.onLed((name, on, cycles) -> seen.add(cycles + " " + name + on));
    board.onSerial(board.consoleUart(), c -> seen.add(board.now() + " sent " + c));
    board.run(TestBoard.cycles(seconds));
    seen.add(board.summary().toString());
    seen.add(board.dump());
    for (int owner = 0; owner < 8; owner++) {
      seen.add(owner + " " + board.hart.usage.instructions(owner));
      seen.add(owner + " " + board.hart.usage.cycles(owner));
      for (Stall stall : Stall.values()) {
        seen.add(owner + " " + stall + " " + board.hart.timing.account.stalled(owner, stall));
      }
      for (Tally tally : Tally.values()) {
        seen.add(owner + " " + tally + " " + board.hart.timing.account.counted(owner, tally));
      }
    }
    return seen;
  }

  @ParameterizedTest(name = "{0}, {1}, a sample each {2} cycles")
  @CsvSource({
    "configs/two-guests.config, APPROXIMATE, 1, 0.15",
    "configs/two-guests.config, FUNCTIONAL, 1, 0.15",
    "configs/two-guests.config, APPROXIMATE, 97, 0.15",
    "firmware/guest2/guest2.elf, APPROXIMATE, 3, 0.0003",
    "firmware/guest2/guest2.elf, FUNCTIONAL, 10007, 0.0003",
    "firmware/nano-hypervisor/nano-micromips.elf, APPROXIMATE, 1, 0.0004",
    "firmware/nano-hypervisor/nano-mips32.elf, FUNCTIONAL, 5, 0.0004",
  })
  void aRunIsTheSameWithItAndWithout(String target, TimingModel model, long period, double seconds)
      throws UserError {
    List<String> without = run(open(target, model), seconds);
    Board board = open(target, model);
    Supplier<List<String>> stacks = board.profile(period);

    assertThat(run(board, seconds)).isEqualTo(without);
    assertThat(sum(samples(stacks.get()), "")).isEqualTo(board.now() / period);
  }

  @ParameterizedTest
  @EnumSource(TimingModel.class)
  void everyInstructionOfARunIsAtTheSameTimeWithItAndWithout(TimingModel model) throws UserError {
    List<List<String>> runs = new ArrayList<>();
    for (long period : new long[] {0, 1, 13}) {
      Board board = open("configs/two-guests.config", model);
      if (period != 0) {
        board.profile(period);
      }
      List<String> lines = new ArrayList<>();
      board.trace(TraceKind.INSTRUCTIONS, lines::add);
      board.run(TestBoard.cycles(0.002));
      runs.add(lines);
    }

    assertThat(runs.get(0)).hasSizeGreaterThan(5000);
    assertThat(runs.get(1)).isEqualTo(runs.get(0));
    assertThat(runs.get(2)).isEqualTo(runs.get(0));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "configs/two-guests.config, APPROXIMATE, guest 1 (guest1), guest 2 (guest2)",
    "configs/two-guests.config, FUNCTIONAL, guest 1 (guest1), guest 2 (guest2)",
    "firmware/nano-hypervisor/nano-mips32.elf, APPROXIMATE, guest 1, guest 2"
  })
  void everyOwnerHasTheCyclesItHasUsed(
      String target, TimingModel model, String guest1, String guest2) throws UserError {
    Board board = open(target, model);
    Supplier<List<String>> stacks = board.profile(1);
    board.run(TestBoard.cycles(0.15));

    Map<String, Long> samples = samples(stacks.get());
    assertThat(sum(samples, guest1 + ";")).isEqualTo(board.hart.usage.cycles(1)).isPositive();
    assertThat(sum(samples, guest2 + ";")).isEqualTo(board.hart.usage.cycles(2)).isPositive();
    assertThat(sum(samples, "root;")).isEqualTo(board.hart.usage.cycles(0)).isPositive();
    assertThat(samples.get("root;[idle]"))
        .isEqualTo(board.hart.timing.account.stalled(0, Stall.IDLE))
        .isPositive();
  }

  @Test
  void theSameAddressIsAnotherFunctionInEachOwner() throws UserError {
    Board board = open("configs/two-guests.config", TimingModel.APPROXIMATE);
    Supplier<List<String>> stacks = board.profile(7);
    board.run(TestBoard.cycles(1.2));

    assertThat(samples(stacks.get()))
        .containsKeys(
            "guest 1 (guest1);put_char",
            "guest 1 (guest1);typed_symbol",
            "guest 2 (guest2);put_char",
            "guest 2 (guest2);interrupt",
            "guest 2 (guest2);interrupt_vector",
            "root;[idle]",
            "root;tinyVP (modelled)")
        .doesNotContainKeys("guest 1 (guest1);interrupt", "guest 2 (guest2);typed_symbol");
    assertThat(stacks.get()).isSorted().noneMatch(line -> line.contains("[0x"));
  }

  @Test
  void functionsOfEitherInstructionSetHaveNames() throws UserError {
    for (String name : List.of(NANO, "firmware/nano-hypervisor/nano-mips32.elf")) {
      Board board = open(name, TimingModel.APPROXIMATE);
      Supplier<List<String>> stacks = board.profile(3);
      board.run(TestBoard.cycles(0.4));

      assertThat(samples(stacks.get()))
          .containsKeys("root;main", "root;guest_open", "root;exit_handle", "root;[idle]");
      assertThat(stacks.get()).noneMatch(line -> line.startsWith("root;[0x"));
    }
  }

  @Test
  void aGuestWithoutASymbolIsNamedByAddressUnlessAFileHasThem() throws UserError {
    Board board = open(NANO, TimingModel.APPROXIMATE);
    Supplier<List<String>> stacks = board.profile(3);
    board.run(TestBoard.cycles(0.4));
    assertThat(stacks.get()).anyMatch(line -> line.matches("guest 1;\\[0x9fc0[0-9a-f]{4}] \\d+"));

    board.symbols(1, TestBoard.ROOT.resolve("firmware/guest1/guest1.elf").toString());

    assertThat(stacks.get()).noneMatch(line -> line.startsWith("guest 1;["));
    assertThat(stacks.get()).anyMatch(line -> line.startsWith("guest 1;put_char "));
    assertThat(stacks.get()).anyMatch(line -> line.startsWith("guest 2;["));
    assertThatThrownBy(() -> board.symbols(2, "nowhere.elf"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nowhere.elf");
  }

  @Test
  void anImageWithoutSymbolsIsProfiledByAddress() throws Exception {
    Path image = folder.resolve("guest1.srec");
    Path elf = TestBoard.ROOT.resolve("firmware/guest1/guest1.elf");
    Files.writeString(image, Records.srec(ImageFile.load(elf), 0x9FC00000));
    Board board =
        (Board)
            Boards.open(
                new Setup(
                    image.toString(),
                    "wifire",
                    Optional.of("0x9FC00000"),
                    List.of(),
                    UnmodelledPolicy.QUIET));
    Supplier<List<String>> stacks = board.profile(7);
    board.run(TestBoard.cycles(0.1));

    assertThat(stacks.get())
        .allMatch(line -> line.matches("root;(\\[0x9fc0[0-9a-f]{4}]|\\[idle]) \\d+"))
        .hasSizeGreaterThan(10);
  }

  /** A loop of four instructions; bare, a cycle each. */
  private Board loop() throws IOException, UserError {
    int[] words =
        new Assembler(InstructionSet.m5150())
            .assemble(
                CODE,
                """
                addiu $t0, $t0, 1
                addiu $t1, $t1, 1
                b 0x9D001000
                addiu $t2, $t2, 1
                """);
    ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    byte[] code = new byte[bytes.capacity()];
    bytes.flip().get(code);
    Path image = Files.write(folder.resolve("loop.bin"), code);
    return (Board)
        Boards.open(
            new Setup(
                image + "@0x9D001000",
                "wifire",
                Optional.of("0x9D001000"),
                List.of(),
                UnmodelledPolicy.QUIET));
  }

  @Test
  void aSampleIsTheInstructionThatUsedTheCycle() throws Exception {
    Board board = loop();
    Supplier<List<String>> stacks = board.profile(1);
    board.run(4000);

    assertThat(stacks.get())
        .as("a branch and its delay slot are one, and found in the slot")
        .containsExactly(
            "root;[0x9d001000] 1000", "root;[0x9d001004] 1000", "root;[0x9d00100c] 2000");
  }

  @Test
  void aRunThatIsShorterThanAPeriodHasNoSamples() throws Exception {
    Board board = loop();
    Supplier<List<String>> stacks = board.profile(10_007);
    assertThat(stacks.get()).isEmpty();
    board.run(10_006);
    assertThat(stacks.get()).isEmpty();
    board.run(10_007);
    assertThat(stacks.get()).hasSize(1);
  }

  @Test
  void aRestartedGuestGoesOnUnderItsName() throws UserError {
    TestBoard demo = TestBoard.open(TestBoard.TWO_GUESTS);
    Supplier<List<String>> stacks = demo.board.profile(1);
    demo.run(1);
    long before = samples(stacks.get()).get("guest 1 (guest1);put_register");
    demo.type(1.1, "^E01r").run(2);

    Map<String, Long> samples = samples(stacks.get());
    assertThat(samples.get("guest 1 (guest1);put_register")).isEqualTo(2 * before).isPositive();
    assertThat(sum(samples, "guest 1 (guest1);")).isEqualTo(demo.board.hart.usage.cycles(1));
  }

  @Test
  void twoRunsHaveTheSameSamplesHoweverTheyAreSliced() throws UserError {
    Board whole = open("configs/two-guests.config", TimingModel.APPROXIMATE);
    Board sliced = open("configs/two-guests.config", TimingModel.APPROXIMATE);
    Supplier<List<String>> ofWhole = whole.profile(101);
    Supplier<List<String>> ofSliced = sliced.profile(101);
    whole.run(TestBoard.cycles(0.2));
    for (long time = 0; time < TestBoard.cycles(0.2); time += 7_919) {
      sliced.run(Math.min(time + 7_919, TestBoard.cycles(0.2)));
      Snapshot.of(sliced.hart);
    }

    assertThat(ofSliced.get()).isEqualTo(ofWhole.get()).hasSizeGreaterThan(10);
  }
}
