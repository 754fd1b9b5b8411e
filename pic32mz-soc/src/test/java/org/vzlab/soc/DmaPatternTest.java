package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.BC;
import static org.vzlab.soc.DmaBench.CC;
import static org.vzlab.soc.DmaBench.CHAEN;
import static org.vzlab.soc.DmaBench.CHPATLEN;
import static org.vzlab.soc.DmaBench.CHPIGNEN;
import static org.vzlab.soc.DmaBench.DESTINATION;
import static org.vzlab.soc.DmaBench.PATEN;
import static org.vzlab.soc.DmaBench.SOURCE;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pattern of one or two bytes ends a block. */
class DmaPatternTest {
  private final DmaBench dma = new DmaBench();
  private final DmaBench.Channel channel = dma.channel(1);

  @BeforeEach
  void copyText() {
    dma.fill(DESTINATION, 40, '.');
    channel.copies(20, 20).set("ECON", 0xFFFF00 | PATEN);
  }

  private String copy(String text) {
    dma.store(SOURCE, text);
    channel.enable().cell();
    String all = dma.text(DESTINATION, 40);
    return all.substring(0, all.indexOf('.'));
  }

  @Test
  void a_byte_ends_the_block_and_is_the_last_one_written() {
    channel.set("DAT", '\n');
    assertThat(copy("one\ntwo, and so on..")).isEqualTo("one\n");
    assertThat(channel.isEnabled()).isFalse();
    assertThat(channel.pointers()).isEqualTo("0 0 0");
    assertThat(channel.flags()).isEqualTo(BC);
  }

  @Test
  void without_PATEN_nothing_is_looked_for() {
    channel.set("DAT", '\n').set("ECON", 0xFFFF00);
    assertThat(copy("one\ntwo, and so on\n\n")).isEqualTo("one\ntwo, and so on\n\n");
  }

  @Test
  void a_block_without_the_pattern_ends_as_any() {
    channel.set("DAT", '!');
    assertThat(copy("a block of 20 bytes:")).isEqualTo("a block of 20 bytes:");
    assertThat(channel.flags() & (BC | CC)).isEqualTo(BC | CC);
  }

  @Test
  void of_two_bytes_the_first_is_the_lower_one() {
    channel.set("DAT", '\n' << 8 | '\r').set("CON", CHPATLEN);
    assertThat(copy("a\nb\rc\n\rd\r\ne and more")).isEqualTo("a\nb\rc\n\rd\r\n");
  }

  @Test
  void two_bytes_are_found_across_cells_but_not_across_blocks() {
    channel.set("DAT", 'b' << 8 | 'a').set("CON", CHPATLEN).set("CSIZ", 1);
    dma.store(SOURCE, "xxaxxxxxxxxxxxxxxxxa");
    channel.enable();
    for (int i = 0; i < 20; i++) {
      channel.cell();
    }
    assertThat(channel.flags() & BC).isEqualTo(BC);
    dma.store(SOURCE, "bab");
    channel.enable().cell();
    assertThat(channel.isEnabled()).isTrue();
    channel.cell().cell();
    assertThat(channel.isEnabled()).isFalse();
    assertThat(channel.flags()).isEqualTo(BC | CC);
  }

  @Test
  void one_byte_value_can_be_ignored_on_the_way() {
    channel.set("DAT", 'b' << 8 | 'a').set("CON", CHPATLEN | CHPIGNEN | '-' << 24);
    assertThat(copy("b-a=b a--b more text")).isEqualTo("b-a=b a--b");
    channel.set("CON", CHPATLEN | '-' << 24);
    dma.fill(DESTINATION, 40, '.');
    assertThat(copy("a--b ab more text...")).isEqualTo("a--b ab");
  }

  @Test
  void an_ignored_byte_is_no_pattern() {
    channel.set("DAT", '-').set("CON", CHPIGNEN | '-' << 24);
    assertThat(copy("a-b-c-d-e-f-g-h-i-j-")).isEqualTo("a-b-c-d-e-f-g-h-i-j-");
  }

  @Test
  void with_CHAEN_the_channel_stays_enabled() {
    channel.set("DAT", ';').set("CON", CHAEN);
    assertThat(copy("one;two;three.......")).isEqualTo("one;");
    assertThat(channel.isEnabled()).isTrue();
    assertThat(channel.pointers()).isEqualTo("0 0 0");
    assertThat(channel.flags()).isEqualTo(BC);
  }
}
