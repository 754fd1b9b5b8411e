package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static void assertAsExpected(String isa, TimingTable table) throws UserError {
    TimingFirmware measured = TimingFirmware.run("timing-" + isa + ".elf", table, "walk");
    Map<String, Double> expected = new TimingExpectations(table, isa.equals("micromips")).cycles();
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
    assertAsExpected(isa, TimingTable.standard());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mips32", "micromips"})
  void everyLineIsWhatAnotherTableSays(String isa) throws Exception {
    Map<TimingConstant, Integer> others = new EnumMap<>(TimingConstant.class);
    for (TimingConstant constant : TimingConstant.values()) {
      others.put(constant, constant.standard() + 1 + constant.key().length() % 3);
    }
    assertAsExpected(isa, new TimingTable(others));
  }

  @Test
  void everyConstantIsSeenByALineOrIsOfGuests() {
    Set<TimingConstant> seen = EnumSet.copyOf(OF_GUESTS);
    seen.addAll(new TimingExpectations(TimingTable.standard(), false).used());
    seen.addAll(new TimingExpectations(TimingTable.standard(), true).used());
    assertThat(seen).containsExactlyInAnyOrder(TimingConstant.values());
  }
}
