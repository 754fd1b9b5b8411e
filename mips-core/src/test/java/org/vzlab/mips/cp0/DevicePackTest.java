package org.vzlab.mips.cp0;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of registers against Microchip's own data for the part, PIC32MZ-EF_DFP 1.3.58, which
 * knows of no registers for guests. Where they differ the difference is listed here with its
 * reason, and nothing is listed that does not differ.
 */
class DevicePackTest {
  /** Registers that the pack has not: the virtualization module's, and what software relies on. */
  private static final Set<String> MORE_REGISTERS =
      Set.of(
          "GuestCtl0",
          "GuestCtl0Ext",
          "GuestCtl1",
          "GuestCtl2",
          "GuestCtl3", // MD00847
          "TagLo", // tinyVP clears it to initialize the caches
          "KScratch2"); // tinyVP

  private static final Set<String> RESET_DIFFERS =
      Set.of(
          "Random", // undefined in the pack; MD00091: the highest entry
          "Status", // ERL: MD00091
          "PRId", // a placeholder in the pack
          "Config3", // BI and BP: undefined in the pack
          "Config4"); // KScrExist: tinyVP uses both KScratch registers

  /** Bits that MTC0 changes here and not there, or there and not here. */
  private static final Map<String, Integer> WRITABLE_DIFFERS =
      Map.ofEntries(
          entry("Random", 0xF), // MD00091: read only
          entry("EntryHi", 0x2500), // the pack is one bit off; EHINV, which tinyVP uses
          entry("Status", 0x300), // IM: MD00091
          entry("SRSMap2", 0xFFFFFF00), // bits outside the two fields that the pack has too
          entry("Config", 0x7E000000), // K23 and KU: 0 in a core with a TLB, MD00091
          entry("Debug", 0x13200100)); // what needs a probe

  private static final Set<String> FIELDS_DIFFER =
      Set.of(
          "Context.BadVPN2[22:3]", // 22:4 in MD00091
          "HWREna.Mask[3:0]", // a field for each register of RDHWR
          "Status.IPL[16:10]", // one field of eight bits
          "Status.IPL7[18]",
          "Cause.IP[9:8]", // two fields
          "View_RIPL.IP[1:0]",
          "NestedExc.NEXL[3:2]", // one bit each, where the pack's own writable bits are
          "NestedExc.NERL[5:4]",
          "NestedEPC.EPC[31:0]", // names
          "IntCtl.USESTK[13]",
          "Config1.MMUsz[30:25]",
          "Config5.NF[0]",
          "PerfCtl0.EC[25:24]", // 24:23 in Linux arch/mips, where the pack's own writable bits are
          "PerfCtl1.EC[25:24]",
          "KScratch1.KScratch1[31:0]");

  private record Row(
      String name, int number, int select, int reset, String access, List<String> fields) {
    Cp0Register register() {
      return Cp0Register.of(number, select);
    }

    int writable() {
      return (int) Long.parseLong(access.replaceAll("[^n]", "0").replace('n', '1'), 2);
    }

    Stream<String> unknownFields() {
      return fields.stream()
          .filter(f -> register().fields().stream().noneMatch(g -> text(g).equals(lower(f))))
          .map(f -> register().manualName() + "." + f);
    }

    private static String text(Cp0Field field) {
      int low = Integer.numberOfTrailingZeros(field.mask());
      int high = 31 - Integer.numberOfLeadingZeros(field.mask());
      return lower(field.name()) + (high == low ? "[" + low + "]" : "[" + high + ":" + low + "]");
    }

    private static String lower(String text) {
      return text.toLowerCase(Locale.ROOT);
    }
  }

  private static List<Row> rows() throws IOException {
    try (InputStream in = DevicePackTest.class.getResourceAsStream("device-pack.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(DevicePackTest::row)
          .toList();
    }
  }

  private static Row row(String line) {
    List<String> cells = List.of(line.split(",", -1));
    return new Row(
        cells.get(0),
        Integer.parseInt(cells.get(1)),
        Integer.parseInt(cells.get(2)),
        (int) Long.parseLong(cells.get(3).substring(2), 16),
        cells.get(4),
        List.of(cells.get(5).split(" ", -1)));
  }

  private static Set<String> names(Stream<Row> rows) {
    return rows.map(r -> r.register().manualName()).collect(toCollection(TreeSet::new));
  }

  @Test
  void everyRegisterOfThePackIsInTheTable() throws IOException {
    Set<String> ours =
        Stream.of(Cp0Register.values())
            .map(Cp0Register::manualName)
            .collect(toCollection(TreeSet::new));
    ours.removeAll(names(rows().stream()));
    assertThat(ours).isEqualTo(new TreeSet<>(MORE_REGISTERS));
  }

  @Test
  void registersAreCalledWhatThePackCallsThem() throws IOException {
    for (Row row : rows()) {
      assertThat(row.register().manualName())
          .satisfiesAnyOf(
              name -> assertThat(name).isEqualToIgnoringCase(row.name()),
              name -> assertThat(name).as("the first of several").isEqualTo(row.name() + "0"));
    }
  }

  @Test
  void valuesAfterResetAreThoseOfThePack() throws IOException {
    assertThat(names(rows().stream().filter(r -> r.reset() != r.register().reset(false))))
        .isEqualTo(new TreeSet<>(RESET_DIFFERS));
  }

  @Test
  void whatRootCanWriteIsWhatThePackSays() throws IOException {
    Map<String, Integer> different = new TreeMap<>();
    for (Row row : rows()) {
      int bits = row.writable() ^ row.register().writable(Accessor.ROOT);
      if (bits != 0) {
        different.put(row.register().manualName(), bits);
      }
    }
    assertThat(different).isEqualTo(WRITABLE_DIFFERS);
  }

  @Test
  void theFieldsOfThePackAreInTheTable() throws IOException {
    assertThat(rows().stream().flatMap(Row::unknownFields))
        .containsExactlyInAnyOrderElementsOf(FIELDS_DIFFER);
  }
}
