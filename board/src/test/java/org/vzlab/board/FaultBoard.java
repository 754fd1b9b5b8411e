package org.vzlab.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.svm.container.ContainerImage;

/** A board with containers, into whose memories faults are put, and what becomes of them. */
final class FaultBoard {
  /** Where the programs are. */
  static final Path PROGRAMS = TestBoard.ROOT.resolve("firmware/svm/faults");

  /** Bytes of a container's block before its devices, and of a device. */
  private static final int HEADER = 0x30;

  private static final int DEVICE = 16;

  /** Of the machine's state: how it has ended. */
  private static final int MACHINE_END = 0x04;

  /** Of a context. */
  private static final int CONTEXT_PC = 0x08;

  /** SYSCLK cycles of a millisecond. */
  static final long CYCLES = Session.CYCLES_PER_SECOND / 1000;

  private static final Image RUNTIME = ContainerImage.runtime();

  final TestBoard test;
  private final ConfigurationMap map;

  /** A configuration; {@code @NAME} in it is a program. */
  FaultBoard(Path folder, String text) throws IOException, UserError {
    this(configuration(folder, text), List.of());
  }

  /** The same with images beside it. */
  FaultBoard(Path folder, String text, List<String> images) throws IOException, UserError {
    this(configuration(folder, text), images);
  }

  private FaultBoard(Path configuration, List<String> images) throws UserError {
    String file = configuration.toString();
    map = Boards.map(file, Setup.OWN_BOARD);
    test =
        TestBoard.open(
            new Setup(
                file,
                Setup.OWN_BOARD,
                Optional.empty(),
                images,
                UnmodelledPolicy.QUIET,
                false,
                TimingModel.APPROXIMATE));
  }

  private static Path configuration(Path folder, String text) throws IOException {
    String named = text.replaceAll("@([\\w./]+)", PROGRAMS + "/$1.svm");
    return Files.writeString(folder.resolve("faults.config"), named);
  }

  /** A container alone, guest 2, with more lines in its block. */
  static FaultBoard alone(Path folder, String program, String... keys)
      throws IOException, UserError {
    return new FaultBoard(folder, block(program, keys));
  }

  /** The block of guest 2. */
  static String block(String program, String... keys) {
    return """
        .vm
            id = 2
            priority = 3
            container = @%s
            driver = console
            %s
        .
        """
        .formatted(program, String.join("\n    ", keys));
  }

  /**
   * Guest 2, guest 1 who restarts it three times at most, and guest 3, whom that is not to touch.
   */
  static FaultBoard supervised(Path folder, String program, String... keys)
      throws IOException, UserError {
    String others =
        """
        .vm
            id = 1
            priority = 9
            budget = 2000
            period = 10000
            container = @warden
            driver = console
            driver = supervisor 2
        .
        .vm
            id = 3
            priority = 6
            budget = 2000
            period = 10000
            container = %s/firmware/svm/keeper.svm
            driver = console
            driver = led LD2
        .
        .supervision
            guest = 2
            supervisor = 1
            heartbeat = 15000
            restarts = 3 10000000
        .
        """;
    return new FaultBoard(folder, block(program, keys) + others.formatted(TestBoard.ROOT));
  }

  /** The bytes of a program's file. */
  static byte[] program(String name) throws IOException {
    return Files.readAllBytes(PROGRAMS.resolve(name + ".svm"));
  }

  /** Where in a program these bytes stand first, in hexadecimal. */
  static int indexOf(String name, String bytes) throws IOException {
    String all = HexFormat.of().formatHex(program(name));
    int at = all.indexOf(bytes);
    while (at % 2 == 1) {
      at = all.indexOf(bytes, at + 1);
    }
    if (at < 0) {
      throw new AssertionError(name + " has no " + bytes);
    }
    return at / 2;
  }

  /** The address of a symbol of the runtime. */
  static int symbol(String name) {
    return SvmLockStep.symbol(RUNTIME, name);
  }

  /** Where the board has what a guest has at an address. */
  int physical(int guest, int address) {
    long at = Integer.toUnsignedLong(Image.physical(address));
    return map.guests().stream()
        .filter(g -> g.id() == guest)
        .flatMap(g -> g.spaces().stream())
        .filter(s -> at >= s.base() && at < s.base() + s.size())
        .mapToInt(s -> (int) (s.physical() + at - s.base()))
        .findFirst()
        .orElseThrow();
  }

  /** Where the board has a byte of a guest's container block. */
  int block(int guest, int offset) {
    return physical(guest, symbol("_container")) + offset;
  }

  /** Where the board has a byte of a guest's program. */
  int code(int guest, int offset) {
    return block(guest, HEADER + DEVICE * container(guest).devices().size() + offset);
  }

  /** What the configuration makes of a guest's container. */
  ContainerMap container(int guest) {
    return map.containers().stream().filter(c -> c.guest() == guest).findFirst().orElseThrow();
  }

  /** Flips bits of a byte at a physical address, in flash too. */
  void flip(int address, int bits) {
    Region region = test.board.bus.at(address);
    int offset = region.offsetInMemory(address);
    region.memory().write(offset, 1, region.memory().read(offset, 1) ^ bits);
  }

  /** Flips bits of a word at a physical address in RAM. */
  void flipWord(int address, int bits) {
    for (int i = 0; i < 4; i++) {
      flip(address + i, (bits >>> (8 * i)) & 0xFF);
    }
  }

  /** Runs a number of milliseconds from now on. */
  FaultBoard run(int milliseconds) {
    test.board.run(test.board.now() + milliseconds * CYCLES);
    return this;
  }

  /**
   * Runs until the program of guest 2 has ended, and until it has said so; gives the milliseconds
   * until it ended.
   */
  double untilEnd(int milliseconds) {
    int end = physical(2, symbol("svm_machine") + MACHINE_END);
    long from = test.board.now();
    long last = from + milliseconds * CYCLES;
    while (test.board.now() < last && test.word(end) == 0) {
      test.board.run(test.board.now() + CYCLES / 10);
    }
    final double took = (double) (test.board.now() - from) / CYCLES;
    run(10);
    return took;
  }

  /** Does something once, before the program of guest 2 executes its bytecode at an offset. */
  void before(int pc, Runnable fault) {
    int next = symbol("svm_next");
    int context = physical(2, symbol("_arena") + CONTEXT_PC);
    boolean[] done = new boolean[1];
    test.board.onInstruction(
        executed -> {
          if (!done[0]
              && executed.owner() == 2
              && executed.pc() == next
              && test.word(context) == pc) {
            done[0] = true;
            fault.run();
          }
        });
  }

  /** What has been reported, without what is said of the configuration. */
  List<String> reports() {
    return test.reports.stream().filter(line -> !line.startsWith("warning: ")).toList();
  }

  /** Runs until something has been reported. */
  FaultBoard untilReported() {
    for (int i = 0; i < 1000 && reports().isEmpty(); i++) {
      test.board.run(test.board.now() + CYCLES / 10);
    }
    return this;
  }

  /** Milliseconds between what guest 3 does to its LED, from a time on. */
  List<Double> neighbour(long cycles) {
    List<Double> intervals = new ArrayList<>();
    long last = 0;
    for (String led : test.leds) {
      long at = Long.parseLong(led.substring(0, led.indexOf(' ')));
      if (at > cycles && last > 0) {
        intervals.add((double) (at - last) / CYCLES);
      }
      last = at;
    }
    return intervals;
  }

  /** The last line of the console. */
  String line() {
    List<String> lines = test.lines();
    return lines.get(lines.size() - 1);
  }

  /** What machines have said when they ended: the lines of the console, each of one of them. */
  List<String> ends() {
    List<String> ends = new ArrayList<>();
    for (String line : test.lines()) {
      int at = line.indexOf("svm: ");
      if (at >= 0) {
        ends.add(line.substring(at));
      }
    }
    return ends;
  }
}
