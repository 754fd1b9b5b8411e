package org.vzlab.board;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.vp.layout.Mailbox;
import org.vzlab.vp.model.GuestState;
import org.vzlab.vp.model.GuestView;
import org.vzlab.vp.model.VpListener;

/**
 * A board under the modelled hypervisor, taken at any moment and put back, goes on as if nothing
 * had happened: in the same board, in one that has not started and in one that has gone elsewhere.
 */
final class BoardForkTest {
  private static final Path CONFIGS = TestBoard.ROOT.resolve("configs");

  /** Fields in which boards with the same future differ, and why that does not matter. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          entry("Scheduler.limit", "of the slice that ran last"),
          entry("Scheduler.deadline", "of the slice that ran last"),
          entry("Exit.machine", "of the exit that was dealt with last"),
          entry("Exit.reach", "of the exit that was dealt with last"),
          entry("Exit.cause", "of the exit that was dealt with last"),
          entry("Exit.epc", "of the exit that was dealt with last"),
          entry("Exit.reason", "of the exit that was dealt with last"),
          entry("ExceptionEntry.raised", "the exception that was taken last"),
          entry("Traps.raised", "the exception that was taken last"),
          entry("Reports.others", "listeners"),
          entry("Board.engine", "decoded instructions, kept by their bits"),
          entry("Memory.watchers", "who keeps decoded instructions"),
          entry("Mmu.levels", "kept translations"),
          entry("Mmu.epochs", "when kept translations have changed"),
          entry("Mmu.lastEpoch", "when kept translations have changed"),
          entry("Mmu.current", "kept translations"),
          entry("Mmu.readTag", "kept translations"),
          entry("Mmu.writeTag", "kept translations"),
          entry("Mmu.bytes", "kept translations"),
          entry("Mmu.bias", "kept translations"),
          entry("Mmu.dataPage", "kept translations"),
          entry("Mmu.fetches", "the page that was fetched from last"),
          entry("AccessTiming.line", "the line that was fetched last, which may be forgotten"),
          entry("AccessTiming.dataLine", "the line that was used last, which may be forgotten"),
          entry("AccessTiming.storeLine", "the line that was used last, which may be forgotten"),
          entry("Mmu.translation", "the access that was translated last"));

  /** Fields that hold no state though they can be changed, and why. */
  private static final Map<String, String> NO_STATE =
      Map.ofEntries(
          entry("Block.disable", "set while a board is built"),
          entry("Board.console", "set while a board is built"),
          entry("Board.granted", "set while a board is built"),
          entry("Board.hypervisor", "set while a board is built"),
          entry("Board.tables", "set while a board is built"),
          entry("Board.tasks", "set while a board is built"),
          entry("CoreTimer.line", "set while a board is built"),
          entry("InstalledRoot.software", "set while a board is built"),
          entry("PerformanceCounters.line", "set while a board is built"),
          entry("SystemRegisters.software0", "set while a board is built"),
          entry("SystemRegisters.software1", "set while a board is built"),
          entry("Task.scheduler", "set while a board is built"),
          entry("Task.listener", "set while a board is built"),
          entry("TinyVp.hypervisor", "made anew for other tables"),
          entry("UnmodelledLog.hart", "set while a board is built"),
          entry("Watch.ward", "set while a board is built"),
          entry("Bus.guard", "set while a board is built"),
          entry("Caches.stale", "set while a board is built"),
          entry("Evic.levelSources", "set while a board is built"),
          entry("Guest.holdsInterrupts", "set while a board is built"),
          entry("Peripheral.operations", "set while a board is built"),
          entry("Pipeline.busy", "set while a board is built"),
          entry("Pipeline.delays", "set while a board is built"),
          entry("Pipeline.units", "set while a board is built"),
          entry("RamOwners.owners", "set while a board is built"),
          entry("Reach.offsets", "set while a board is built"),
          entry("Register.reset", "set while a board is built"),
          entry("Register.unmodelled", "set while a board is built"),
          entry("Register.writable", "set while a board is built"),
          entry("VirtualInterruptController.own", "set while a board is built"),
          entry("VirtualInterruptController.visible", "set while a board is built"),
          entry("AutomatedPrologue.before", "of the prologue that ran last"),
          entry("Chores.current", "while work is given out"),
          entry("Dma.inTransaction", "while a transaction is made"),
          entry("Rounding.flush", "of the instruction that was executed last"),
          entry("Rounding.mode", "of the instruction that was executed last"),
          entry("Rounding.raised", "of the instruction that was executed last"),
          entry("Sampler.due", "a listener's"),
          entry("Sampler.period", "a listener's"));

  @TempDir private Path folder;

  /** A board and all that was heard of it. */
  private static final class Heard implements VpListener {
    private final Board board;
    private final List<String> all = new ArrayList<>();

    Heard(Board board) {
      this.board = board;
      board.onSerial(board.consoleUart(), character -> hear("console " + character));
      board.onLed((name, on, cycles) -> all.add(cycles + " " + name + " " + on));
      board.onReport(this::hear);
      board.listen(this);
    }

    private void hear(String what) {
      all.add(board.now() + " " + what);
    }

    @Override
    public void message(Mailbox mailbox, Mailbox.Event event, int sequence, long time) {
      all.add(time + " " + mailbox.name() + " " + event + " " + sequence);
    }

    @Override
    public void guestFailed(GuestView guest, String reason) {
      hear("failed " + guest.id() + " " + reason);
    }

    @Override
    public void guestRestarted(GuestView guest) {
      hear("restarted " + guest.id());
    }

    /** What there is to hear until a time, and to see then. */
    List<String> until(long cycles) {
      final int before = all.size();
      board.run(cycles);
      List<String> heard = new ArrayList<>(all.subList(before, all.size()));
      heard.add(board.summary().toString());
      heard.add(board.dump());
      heard.add(board.end() + " " + board.failed());
      return heard;
    }

    GuestState state(int guest) {
      return board.hypervisor().orElseThrow().guests().get(guest - 1).state();
    }
  }

  /**
   * A board, to which something is done.
   *
   * @param typed at the console: the time in seconds, then the characters; {@code ^E} is Ctrl-E
   * @param pressed buttons: the name, from when and until when in seconds
   * @param moments at which snapshots are taken, in SYSCLK cycles
   */
  private record Story(
      String configuration, List<String> typed, List<String> pressed, List<Long> moments) {
    @Override
    public String toString() {
      return configuration;
    }

    Heard open() throws UserError {
      String target = CONFIGS.resolve(configuration).toString();
      Setup setup =
          new Setup(
              target,
              Setup.OWN_BOARD,
              Optional.empty(),
              List.of(),
              UnmodelledPolicy.REPORT,
              false,
              TimingModel.APPROXIMATE);
      return new Heard((Board) Boards.bench(setup, Variant.NONE));
    }

    Heard begin() throws UserError {
      Heard heard = open();
      for (String line : typed) {
        String[] parts = line.split(" ", 2);
        byte[] bytes = parts[1].replace("^E", "\5").getBytes(StandardCharsets.ISO_8859_1);
        heard.board.type(cycles(parts[0]), heard.board.consoleUart(), bytes);
      }
      for (String line : pressed) {
        String[] parts = line.split(" ", 3);
        heard.board.press(parts[0], cycles(parts[1]), cycles(parts[2]));
      }
      return heard;
    }

    private static long cycles(String seconds) {
      return TestBoard.cycles(Double.parseDouble(seconds));
    }
  }

  /** Before the start, soon after it, and in the middle of whatever there is. */
  private static final List<Long> ANY = List.of(0L, 200_000L, 1_777_777L, 2_300_001L);

  private static final Map<String, Story> STORIES =
      Stream.of(
              // Guest 1 is stopped and continued, while more is typed than the line takes at once.
              new Story(
                  "two-guests.config",
                  List.of("0.010 ^E01s", "0.012 " + "q".repeat(60), "0.03 c^E2k"),
                  List.of("BTN1 0.011 0.025"),
                  List.of(0L, 200_000L, 2_500_001L, 4_000_001L, 7_777_777L)),
              // A message is there from 20 127 741 to 20 161 658.
              new Story("mailbox.config", List.of(), List.of(), List.of(0L, 20_140_001L)),
              // A byte on its way through the echo, and a button that is down.
              new Story(
                  "sense-vm-devices.config",
                  List.of("0.02 ^E1hello"),
                  List.of("BTN1 0.015 0.03"),
                  List.of(0L, 200_000L, 4_100_001L, 5_000_001L)))
          .collect(Collectors.toMap(Story::configuration, story -> story));

  static Stream<Story> everyConfiguration() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".config"))
          .sorted()
          .map(name -> STORIES.getOrDefault(name, new Story(name, List.of(), List.of(), ANY)))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyConfiguration")
  void aBoardThatIsPutBackGoesOnAsItDid(Story story) throws UserError {
    Heard original = story.begin();
    fork(original, story.open(), story.moments, 1_500_000);
  }

  @Test
  void theMomentsAreThoseThatTheyAreMeantToBe() throws UserError {
    Heard stopped = STORIES.get("two-guests.config").begin();
    stopped.board.run(4_000_001);
    assertThat(stopped.state(1)).isEqualTo(GuestState.STOPPED);
    assertThat(stopped.all).noneMatch(line -> line.endsWith(" console " + (int) 'k'));

    Heard sent = STORIES.get("mailbox.config").begin();
    sent.board.run(20_140_001);
    assertThat(sent.all).filteredOn(line -> line.contains("samples")).hasSize(1);
    assertThat(sent.all).anyMatch(line -> line.endsWith("samples SENT 1"));
  }

  /** It fails at 12 189 655 and is started anew from 12 211 455 on. */
  @Test
  void aContainerThatFailsAndIsStartedAnewDoesSoAgain() throws Exception {
    FaultBoard faulty = FaultBoard.supervised(folder, "values").run(60);
    Heard original = new Heard(faulty.test.board);
    faulty.flip(faulty.physical(2, FaultBoard.symbol("svm_guarded") + 8 * 3), 1);
    Heard other = new Heard(FaultBoard.supervised(folder, "values").test.board);
    List<Long> moments = List.of(12_000_000L, 12_195_001L, 12_213_001L, 12_600_001L);

    List<Snapshot> snapshots = fork(original, other, moments, 1_500_000);

    assertThat(original.all).anyMatch(line -> line.contains(" restarted 2"));
    original.board.restore(snapshots.get(1));
    assertThat(original.state(2)).isEqualTo(GuestState.FAULTED);
    original.board.restore(snapshots.get(2));
    assertThat(original.state(2)).isEqualTo(GuestState.RESTARTING);
  }

  /** Takes snapshots of a board that goes on, and lets it and another go on from each of them. */
  private static List<Snapshot> fork(Heard original, Heard other, List<Long> moments, long rest) {
    List<Snapshot> snapshots = new ArrayList<>();
    List<Integer> heard = new ArrayList<>();
    for (long moment : moments) {
      original.board.run(moment);
      snapshots.add(original.board.snapshot());
      heard.add(original.all.size());
      other.board.restore(snapshots.get(snapshots.size() - 1));
      isTheSame(original, other);
      other.board.run(original.board.now() + rest / 3);
    }
    final long end = original.board.now() + rest;
    List<String> last = original.until(end);
    List<String> all = new ArrayList<>(original.all);
    all.addAll(last.subList(last.size() - 3, last.size()));
    assertThat(all.size() - heard.get(0)).isGreaterThan(10);

    for (int i = moments.size() - 1; i >= 0; i--) {
      List<String> expected = all.subList(heard.get(i), all.size());
      other.board.restore(snapshots.get(i));
      assertThat(other.until(end)).as("another board from " + moments.get(i)).isEqualTo(expected);
      isTheSame(original, other);
    }
    for (int i = 0; i < moments.size(); i++) {
      List<String> expected = all.subList(heard.get(i), all.size());
      original.board.restore(snapshots.get(i));
      assertThat(original.until(end)).as("itself from " + moments.get(i)).isEqualTo(expected);
    }
    return snapshots;
  }

  @ParameterizedTest
  @ValueSource(strings = {"two-guests", "sense-vm", "control-loop", "threads"})
  void whateverCanChangeIsPutBack(String configuration) throws UserError {
    String file = configuration + ".config";
    Story story = STORIES.getOrDefault(file, new Story(file, List.of(), List.of(), ANY));
    long moment = story.moments.get(3);
    Heard original = story.begin();
    Heard other = story.begin();
    original.board.run(moment);
    other.board.run(moment);
    final Snapshot snapshot = original.board.snapshot();

    int disturbed = ObjectGraphs.disturb(other.board, LEFT_OUT.keySet(), NO_STATE.keySet());
    assertThat(disturbed).isGreaterThan(1_000_000);
    other.board.restore(snapshot);

    isTheSame(original, other);
  }

  private static void isTheSame(Heard original, Heard other) {
    assertThat(ObjectGraphs.differences(original.board, other.board, LEFT_OUT.keySet())).isEmpty();
    assertThat(original.board.snapshot().differences(other.board.snapshot())).isEmpty();
  }
}
