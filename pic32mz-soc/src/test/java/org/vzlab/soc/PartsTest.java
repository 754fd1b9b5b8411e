package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vzlab.soc.chip.Part.PIC32MZ2048EFG100;
import static org.vzlab.soc.chip.Part.PIC32MZ2048EFH064;
import static org.vzlab.soc.chip.Part.PIC32MZ2048EFH144;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.InterruptSource;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.soc.chip.PinFunction;

/** How the parts differ; expected values are the device pack's (PIC32MZ-EF_DFP 1.3.58). */
class PartsTest {
  private final PartTable efg100 = PartTable.of(PIC32MZ2048EFG100);
  private final PartTable efh144 = PartTable.of(PIC32MZ2048EFH144);
  private final PartTable efh064 = PartTable.of(PIC32MZ2048EFH064);

  private static List<String> names(PartTable part) {
    return part.registers().stream().map(RegisterSpec::name).toList();
  }

  private static List<String> newNames(PartTable part, PartTable than) {
    List<String> names = new ArrayList<>(names(part));
    names.removeAll(names(than));
    return names;
  }

  @ParameterizedTest
  @CsvSource({
    "PIC32MZ2048EFG100, 0x1720E053",
    "PIC32MZ2048EFH144, 0x17227053",
    "PIC32MZ2048EFH064, 0x17209053",
  })
  void each_part_says_who_it_is(Part part, int deviceId) {
    assertThat(new TestChip(part).read("DEVID")).isEqualTo(deviceId);
    assertThat(PartTable.of(part).part()).isEqualTo(part);
  }

  @Test
  void the_144_pin_part_has_all_registers_of_the_100_pin_part_and_423_more() {
    assertThat(names(efh144)).containsAll(names(efg100));
    List<String> more = newNames(efh144, efg100);
    assertThat(more).hasSize(423);
    assertThat(more).filteredOn(n -> n.matches("C[12](?!RXR).*")).as("CAN").hasSize(362);
    assertThat(more)
        .contains("PORTH", "ANSELJ", "CNCONK", "RPD6R", "ADCDATA42", "OFF127", "C1RXR")
        .doesNotContain("ANSELK");
  }

  @Test
  void the_64_pin_part_lacks_ports_pins_and_modules() {
    List<String> missing = newNames(efg100, efh064);
    assertThat(missing).hasSize(116);
    assertThat(missing)
        .contains("PORTA", "ANSELC", "ANSELD", "ANSELF", "RPF2R", "RPA15R", "SDI5R", "IPC20")
        .contains("I2C2CON", "SPI5CON", "SPI6BUF", "EBISMT0", "EBICS3", "ADCDATA19", "OFF150");
    assertThat(newNames(efh064, efg100)).hasSize(366).allMatch(n -> n.matches("C[12].*|OFF15[12]"));
    assertThat(efh064.aliases()).doesNotContainValue("SPI5CON").containsValue("U4STA");
    assertThat(efh064.hasRegister("OFF058")).as("its interrupt has a priority").isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PMD5, 0x011F3F3F, 0x311F3F3F, 0x311D0F3F",
    "CFGPG, 0xC0F30333, 0xC0F3F333, 0xC0F3F333",
    "PORTD, 0xFE3F, 0xFEFF, 0x0E3F",
    "TRISG, 0xF3C3, 0xF3C3, 0x03C0",
    "IFS2, 0x3FFFFFFF, 0xFFFFFFFF, 0x00003FFF",
    "IPC37, 0x001F1F1F, 0x1F1F1F1F, 0x1F000000",
  })
  void registers_have_the_bits_of_what_the_part_has(
      String register, String bits100, String bits144, String bits64) {
    assertThat(efg100.register(register).writable()).isEqualTo(bits(bits100));
    assertThat(efh144.register(register).writable()).isEqualTo(bits(bits144));
    assertThat(efh064.register(register).writable()).isEqualTo(bits(bits64));
  }

  private static int bits(String hex) {
    return Integer.parseUnsignedInt(hex.substring(2), 16);
  }

  @Test
  void new_and_smaller_ports_have_their_reset_values() {
    TestChip large = new TestChip(PIC32MZ2048EFH144);
    assertThat(large.read("ANSELH")).isEqualTo(0x73);
    assertThat(large.read("ANSELJ")).isEqualTo(0xB00);
    assertThat(large.read("TRISK")).isEqualTo(0xFF);
    TestChip small = new TestChip(PIC32MZ2048EFH064);
    assertThat(small.read("TRISC")).isEqualTo(0xF000);
    assertThat(small.read("ANSELG")).isEqualTo(0x3C0);
  }

  @Test
  void the_interrupts_are_those_of_the_parts_modules() {
    assertThat(numbers(efh144)).containsAll(numbers(efg100));
    List<Integer> more = new ArrayList<>(numbers(efh144));
    more.removeAll(numbers(efg100));
    assertThat(more).containsExactly(94, 95, 96, 97, 98, 99, 100, 101, 125, 126, 127, 151, 152);
    List<Integer> less = new ArrayList<>(numbers(efg100));
    less.removeAll(numbers(efh064));
    List<Integer> expected = new ArrayList<>(IntStream.rangeClosed(78, 93).boxed().toList());
    expected.addAll(List.of(118, 148, 149, 150, 176, 177, 178, 185, 186, 187));
    assertThat(less).isEqualTo(expected);
    assertThat(numbers(efh064)).contains(58, 151, 152);
    assertThat(efh144.interrupt("CHANGE_NOTICE_H").flag()).isEqualTo("CNHIF");
  }

  private static List<Integer> numbers(PartTable part) {
    return part.interrupts().stream()
        .filter(InterruptSource::exists)
        .map(InterruptSource::number)
        .toList();
  }

  @Test
  void pins_keep_their_groups_and_values_whatever_the_package() {
    assertThat(efh144.pins()).containsAll(efg100.pins()).hasSize(efg100.pins().size() + 6);
    assertThat(efh144.pins())
        .contains(
            new PinFunction(PinFunction.Kind.PIN, "RPD6", 1, 14),
            new PinFunction(PinFunction.Kind.PIN, "RPD7", 2, 14),
            new PinFunction(PinFunction.Kind.OUT, "C2TX", 4, 15));
    List<PinFunction> kept = new ArrayList<>(efh064.pins());
    kept.retainAll(efg100.pins());
    assertThat(kept).hasSize(efh064.pins().size() - 4);
    assertThat(kept)
        .extracting(PinFunction::name)
        .doesNotContain("RPF2", "RPF8", "RPA14", "RPG0", "SDI5", "SDO6", "SS5")
        .contains("RPD0", "RPD4", "RPB14", "SDO4");
  }

  @ParameterizedTest
  @EnumSource
  void every_register_of_a_part_is_on_its_bus_and_every_flag_at_the_bit_of_its_number(Part which) {
    TestChip board = new TestChip(which);
    List<RegisterSpec> all = new ArrayList<>();
    for (Block block : board.chip.blocks()) {
      all.addAll(block.modelled());
      all.addAll(block.declaredUnmodelled());
    }
    assertThat(all).containsExactlyInAnyOrderElementsOf(board.part.registers());
    assertThat(board.part.interrupts())
        .filteredOn(InterruptSource::exists)
        .allSatisfy(
            source -> {
              RegisterSpec flags = board.part.register("IFS" + source.number() / 32);
              int bit = 1 << source.number() % 32;
              assertThat(flags.field(source.flag()).mask()).isEqualTo(bit);
              assertThat(flags.writable() & bit).as(source.name()).isEqualTo(bit);
            });
    assertThat(board.part.pins())
        .filteredOn(pin -> pin.kind() != PinFunction.Kind.OUT)
        .allSatisfy(pin -> assertThat(board.part.hasRegister(pin.register())).isTrue());
  }

  @Test
  void what_a_part_does_not_have_reads_0_and_is_reported_by_its_address() {
    TestChip small = new TestChip(PIC32MZ2048EFH064);
    for (String register : List.of("TRISA", "RPF8R", "I2C2CON", "SPI5STAT", "EBISMT0", "IPC21")) {
      int address = efg100.register(register).address();
      small.write(address, 4, -1);
      assertThat(small.read(address, 4)).as(register).isZero();
    }
    assertThat(small.unmodelled)
        .hasSize(12)
        .contains("read 0x1F860010", "write 0x1F820200", "read INT+0x290", "write PPS+0x260");
    assertThatThrownBy(() -> small.chip.port('A')).hasMessage("the part has no port A");
    assertThatThrownBy(() -> small.chip.irqLine(118)).hasMessageContaining("118");
    assertThatThrownBy(() -> new TestChip().chip.port('H')).hasMessage("the part has no port H");
  }

  @Test
  void can_is_declared_and_reported_by_name() {
    TestChip board = new TestChip(PIC32MZ2048EFH144);
    assertThat(board.read("C1CON")).isEqualTo(0x04800000);
    board.write("C2FIFOBA", -1);
    assertThat(board.read("C2FIFOBA")).isEqualTo(0xFFFFFFFC);
    assertThat(board.unmodelled).containsExactly("read C1CON", "write C2FIFOBA", "read C2FIFOBA");
  }

  @Test
  void port_h_drives_its_pins_and_tells_of_changes() {
    TestChip board = new TestChip(PIC32MZ2048EFH144);
    List<String> heard = new ArrayList<>();
    board.chip.port('H').connect((before, after) -> heard.add(before + ">" + after));
    board.clear("TRISH", 2);
    board.set("LATH", 2);
    assertThat(heard).containsExactly("0>2");
    board.write("CNCONH", 0x8800);
    board.write("CNENH", 1 << 12);
    board.chip.port('H').setInput(12, true);
    assertThat(board.chip.evic().flag(125)).isTrue();
    board.chip.port('K').setInput(3, true);
    assertThat(board.read("PORTK")).as("no analog pins").isEqualTo(8);
    board.chip.port('K').releaseInput(3);
    assertThat(board.read("PORTK")).isZero();
    board.write("CNPUK", 8);
    assertThat(board.read("PORTK")).as("pulled up").isEqualTo(8);
  }

  @Test
  void a_uart_of_the_144_pin_part_reaches_pins_that_only_it_has() {
    TestChip board = new TestChip(PIC32MZ2048EFH144);
    board.chip.uart(1).wire("RPD6", "RPA15");
    assertThatThrownBy(() -> new TestChip().chip.uart(1).wire("RPD6", "RPA15"))
        .hasMessage("U1RX cannot be connected to RPD6");
  }
}
