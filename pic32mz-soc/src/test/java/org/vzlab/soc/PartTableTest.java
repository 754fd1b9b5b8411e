package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;

class PartTableTest {
  private final PartTable part = PartTable.of(Part.PIC32MZ2048EFG100);

  @Test
  void a_register_is_found_by_name_by_second_name_and_by_address() {
    RegisterSpec sta = part.register("U4STA");
    assertThat(sta.address()).isEqualTo(0x1F822610);
    assertThat(sta.reset()).isEqualTo(0x110);
    assertThat(sta.writable()).isEqualTo(0x01FFFCE2);
    assertThat(sta.shadows()).isTrue();
    assertThat(sta.field("URXISEL").mask()).isEqualTo(0xC0);
    assertThat(part.register("UGHSTA")).isEqualTo(sta);
    assertThat(part.at(0x1F822610)).contains(sta);
    assertThat(part.at(0x1F82261C)).as("the INV register").contains(sta);
    assertThat(part.at(0x1F810548)).as("no shadows").contains(part.register("OFF002"));
    assertThat(part.at(0x1F8FFFF0)).isEmpty();
  }

  @Test
  void an_unknown_name_is_an_error_that_names_it() {
    assertThatThrownBy(() -> part.register("U7STA")).hasMessageContaining("U7STA");
    assertThatThrownBy(() -> part.configurationWord("DEVCFG9")).hasMessageContaining("DEVCFG9");
    assertThatThrownBy(() -> part.interrupt("UART7_RX")).hasMessageContaining("UART7_RX");
  }

  @Test
  void interrupts_have_their_fields_and_kinds() {
    assertThat(part.interrupt("UART4_RX").number()).isEqualTo(171);
    assertThat(part.interrupt("UART4_RX").level()).isTrue();
    assertThat(part.interrupt(0).orElseThrow().level()).as("core timer").isFalse();
    assertThat(part.interrupt("I2C1_MASTER").level()).as("corrected").isFalse();
    assertThat(part.interrupt("I2C1_BUS").level()).isTrue();
    assertThat(part.interrupt("CAN1").exists()).isFalse();
    assertThat(part.interrupt(108)).isEmpty();
    assertThat(part.interrupts()).hasSize(194);
  }

  @Test
  void every_flag_of_an_interrupt_stands_at_the_bit_of_its_number() {
    assertThat(part.interrupts())
        .filteredOn(source -> source.exists())
        .allSatisfy(
            source -> {
              int word = source.number() / 32;
              int bit = 1 << source.number() % 32;
              assertThat(part.register("IFS" + word).field(source.flag()).mask()).isEqualTo(bit);
              assertThat(part.register("IEC" + word).field(source.enable()).mask()).isEqualTo(bit);
            });
  }

  @Test
  void what_the_device_pack_has_wrong_is_corrected() {
    assertThat(part.register("PMD4").reset()).isZero();
    assertThat(part.register("TMR2").writable()).isEqualTo(-1);
    assertThat(part.register("PR8").writable()).isEqualTo(-1);
    assertThat(part.register("TMR3").writable()).isEqualTo(0xFFFF);
    assertThat(part.register("SPI6STAT").reset()).isEqualTo(0xA8);
    assertThat(part.register("CFGPG").shadows()).isTrue();
    assertThat(part.register("NVMBWP").reset()).isEqualTo(0x9FDF);
    assertThat(part.register("EBIMSK3").reset()).isEqualTo(0x20);
  }
}
