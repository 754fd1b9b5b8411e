package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.kit.timing.TimingTable;

/**
 * The model of timing seen from inside: firmware/timing measures with Count, and what it prints is
 * what the table of constants makes of its code.
 */
final class TimingFirmwareTest {
  /** What Count can tell of a time that always begins at a step of it. */
  private static final Map<String, Double> COARSE = Map.of("wake-up", 2.0);

  /** A guest is needed to see them. */
  private static final Set<TimingConstant> OF_GUESTS =
      EnumSet.of(
          TimingConstant.GUEST_ENTRY, TimingConstant.GUEST_EXIT, TimingConstant.SECOND_STAGE);

  /** The other lines average over some hundred times what they measure. */
  private static final double ROUNDED = 0.011;

  private static final int DATA_CACHE = 4096;
  private static final int INSTRUCTION_CACHE = 16384;

  /** PRECON.PFMWS of the walks. */
  private static final int WAIT_STATES = 2;

  private static final Path PLOT = TestBoard.ROOT.resolve("docs/models/timing-caches.svg");

  private static final Map<String, TimingFirmware> STANDARD = new TreeMap<>();

  @BeforeAll
  static void run() throws Exception {
    for (String isa : List.of("mips32", "micromips")) {
      STANDARD.put(isa, TimingFirmware.run("timing-" + isa + ".elf", TimingTable.standard()));
    }
  }

  private static void assertAsExpected(String isa, TimingFirmware measured, TimingTable table) {
    Map<String, Double> expected =
        new TimingExpectations(table, isa.equals("micromips")).cycles();
    Map<String, String> differences = new TreeMap<>();
    expected.forEach(
        (name, cycles) -> {
          double found = measured.lines().getOrDefault(name, -1) / 100.0;
          if (Math.abs(found - cycles) > COARSE.getOrDefault(name, ROUNDED)) {
            differences.put(name, "expected " + cycles + ", measured " + found);
          }
        });
    assertThat(differences).isEmpty();
    assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(measured.lines().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mips32", "micromips"})
  void everyLineIsWhatTheTableSays(String isa) throws Exception {
    assertAsExpected(isa, STANDARD.get(isa), TimingTable.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mips32", "micromips"})
  void everyLineIsWhatAnotherTableSays(String isa) throws Exception {
    Map<TimingConstant, Integer> others = new EnumMap<>(TimingConstant.class);
    for (TimingConstant constant : TimingConstant.values()) {
      others.put(constant, constant.standard() + 1 + constant.key().length() % 3);
    }
    TimingTable table = new TimingTable(others);
    assertAsExpected(isa, TimingFirmware.run("timing-" + isa + ".elf", table, "walk"), table);
  }

  /** Some constants, or with -Dvzlab.timing.every=true all that a line depends on. */
  static List<TimingConstant> moved() {
    if (!Boolean.getBoolean("vzlab.timing.every")) {
      return List.of(
          TimingConstant.LOAD_LATENCY,
          TimingConstant.FLOAT_ADD_LATENCY,
          TimingConstant.LINE_REFILL,
          TimingConstant.MICRO_TLB_ENTRIES);
    }
    return Stream.of(TimingConstant.values()).filter(c -> !OF_GUESTS.contains(c)).toList();
  }

  @ParameterizedTest
  @MethodSource("moved")
  void aConstantMovesTheLinesThatDependOnItAndNoOthers(TimingConstant constant) throws Exception {
    TimingTable table = new TimingTable(Map.of(constant, constant.standard() + 2));
    TimingExpectations standard = new TimingExpectations(TimingTable.standard(), false);
    String isa = standard.used().contains(constant) ? "mips32" : "micromips";
    TimingFirmware measured = TimingFirmware.run("timing-" + isa + ".elf", table, "walk");
    assertAsExpected(isa, measured, table);
    assertThat(measured.lines()).isNotEqualTo(STANDARD.get(isa).lines());
  }

  @Test
  void everyConstantIsSeenByALineOrIsOfGuests() {
    Set<TimingConstant> seen = EnumSet.copyOf(OF_GUESTS);
    seen.addAll(new TimingExpectations(TimingTable.standard(), false).used());
    seen.addAll(new TimingExpectations(TimingTable.standard(), true).used());
    assertThat(seen).containsExactlyInAnyOrder(TimingConstant.values());
  }

  private static void assertKnee(
      NavigableMap<Integer, Integer> walk, int capacity, int below, double above) {
    assertThat(walk.headMap(capacity, true)).hasSizeGreaterThanOrEqualTo(8);
    assertThat(walk.tailMap(capacity, false)).hasSizeGreaterThanOrEqualTo(8);
    assertThat(walk.headMap(capacity, true).values())
        .allSatisfy(cycles -> assertThat(cycles).isCloseTo(below, within(1)));
    assertThat(walk.tailMap(capacity, false).values())
        .allSatisfy(cycles -> assertThat(cycles / 100.0).isCloseTo(above, within(ROUNDED)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mips32", "micromips"})
  void loadsTakeACycleUpToTheSizeOfTheDataCacheAndTheirRefillBeyond(String isa) {
    TimingFirmware measured = STANDARD.get(isa);
    TimingExpectations expected = new TimingExpectations(TimingTable.standard(), false);
    int ram = TimingTable.standard().get(TimingConstant.SRAM_WAIT);
    assertKnee(measured.walks().get("walk-ram"), DATA_CACHE, 100, expected.walkedLoad(ram));
    assertKnee(
        measured.walks().get("walk-flash-prefetch-off"),
        DATA_CACHE,
        100,
        expected.walkedLoad(WAIT_STATES));
    assertKnee(
        measured.walks().get("walk-flash-prefetch-on"), DATA_CACHE, 100, expected.walkedLoad(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mips32", "micromips"})
  void instructionsTakeACycleUpToTheSizeOfTheInstructionCacheAndTheirRefillBeyond(String isa) {
    TimingFirmware measured = STANDARD.get(isa);
    TimingExpectations expected = new TimingExpectations(TimingTable.standard(), false);
    assertKnee(
        measured.walks().get("walk-code-prefetch-off"),
        INSTRUCTION_CACHE,
        100,
        expected.walkedInstruction(WAIT_STATES));
    assertKnee(
        measured.walks().get("walk-code-prefetch-on"),
        INSTRUCTION_CACHE,
        100,
        expected.walkedInstruction(0));
  }

  @Test
  void thePictureInTheDocumentationIsThatOfTheWalks() throws Exception {
    String picture = TimingPlot.of(STANDARD.get("mips32").walks());
    if (Boolean.getBoolean("vzlab.write")) {
      Files.writeString(PLOT, picture);
    }
    assertThat(Files.readString(PLOT))
        .as("docs/models/timing-caches.svg; to draw it anew, run this test with -Dvzlab.write=true")
        .isEqualTo(picture);
  }
}
