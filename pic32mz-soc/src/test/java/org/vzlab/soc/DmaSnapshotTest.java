package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vzlab.soc.DmaBench.CHAED;
import static org.vzlab.soc.DmaBench.CHAEN;
import static org.vzlab.soc.DmaBench.CHPATLEN;
import static org.vzlab.soc.DmaBench.PATEN;
import static org.vzlab.soc.DmaBench.SOURCE;
import static org.vzlab.soc.DmaBench.TRANSACTION;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.kit.state.Snapshot;

/** A snapshot in the middle of blocks, cells and transactions. */
class DmaSnapshotTest {
  private static final class Run {
    final DmaBench dma = new DmaBench();
    final TestChip board = dma.board;
    final List<String> events = new ArrayList<>();

    Run() {
      board.chip.interruptTrace().listen(event -> events.add(event.toString()));
    }

    /** Four channels that compete, one with the CRC, one with half a pattern and one that waits. */
    void begin(int cycles) {
      for (int i = 0; i < 400; i++) {
        board.chip.ram().bytes()[SOURCE + i] = (byte) (i % 97 == 50 ? 'a' : i % 97 == 51 ? 'b' : i);
      }
      board.write("DCRCCON", 1 << 7 | 1 << 5 | 2);
      board.write("SBT2ECON", 1 << 24);
      board.write("SBT2WR1", 0xE);
      board.write("SBT2REG1", 0x6000 | 1 << 3);
      for (int i = 0; i < 4; i++) {
        DmaBench.Channel channel = dma.channel(i);
        channel.from(SOURCE + i, 301).to(0x5F00 - 0x200 * i, 301).set("CSIZ", 301);
        channel.set("INT", 0xFF0000).set("CON", i == 1 ? 3 : CHAEN | CHAED);
      }
      dma.channel(3).set("ECON", 0xFFFF00 | PATEN).set("DAT", 'b' << 8 | 'a');
      board.set("DCH3CON", CHPATLEN);
      for (int i = 0; i < 4; i++) {
        dma.channel(i).enable().force();
      }
      board.run(cycles);
      dma.channel(2).force();
      dma.channel(5).set("CON", CHAED).force();
    }

    void goOn() {
      events.clear();
      for (int i = 0; i < 60; i++) {
        board.run(3 * TRANSACTION + 1);
        for (int channel = 0; channel < 6; channel++) {
          events.add(
              channel + " " + dma.channel(channel).pointers() + " " + dma.channel(channel).flags());
        }
        events.add("CRC " + board.read("DCRCDATA") + " " + board.read("DMACON"));
      }
      board.write("IFS4", 0);
      board.run(DmaBench.LONG);
      events.add(Arrays.hashCode(board.chip.ram().bytes()) + " " + board.read("SBFLAG"));
      events.add(Integer.toHexString(board.read("SBT2ELOG1") + board.read("DMAADDR")));
    }
  }

  @ParameterizedTest(name = "after {0} cycles")
  @ValueSource(ints = {0, 1, 4, 7, 251, 4000, 4001, 4002, 4003, 4004, 9000})
  void a_restored_chip_does_what_the_original_does(int cycles) {
    Run first = new Run();
    first.begin(cycles);
    Snapshot snapshot = Snapshot.of(first.board);
    first.goOn();

    Run fresh = new Run();
    snapshot.restore(fresh.board);
    fresh.goOn();
    assertThat(fresh.events).isEqualTo(first.events).hasSizeGreaterThan(400);
    assertThat(fresh.board.read("SBFLAG")).as("channel 0 has gone too far").isEqualTo(4);

    Run used = new Run();
    used.begin(cycles + 3);
    used.goOn();
    snapshot.restore(used.board);
    used.goOn();
    assertThat(used.events).isEqualTo(first.events);
  }

  /** What a fresh chip is from a snapshot on. */
  private static DmaBench restored(DmaBench from) {
    DmaBench fresh = new DmaBench();
    Snapshot.of(from.board).restore(fresh.board);
    return fresh;
  }

  @Test
  void half_of_a_pattern_is_kept() {
    DmaBench dma = new DmaBench();
    dma.store(SOURCE, "abab");
    dma.channel(0).copies(4, 1).set("ECON", 0xFFFF00 | PATEN).set("DAT", 'b' << 8 | 'a');
    dma.channel(0).set("CON", CHPATLEN).enable().cell();
    DmaBench fresh = restored(dma);
    assertThat(fresh.channel(0).cell().isEnabled()).isFalse();
    assertThat(fresh.text(DmaBench.DESTINATION, 2)).isEqualTo("ab");
  }

  @Test
  void an_abort_that_waits_for_its_channel_is_kept() {
    DmaBench dma = new DmaBench();
    dma.channel(0).copies(4, 4).set("CON", CHAED).set("ECON", 9 << 16 | 0xFF00 | DmaBench.AIRQEN);
    dma.board.chip.irqLine(9).pulse();
    DmaBench fresh = restored(dma);
    fresh.channel(0).enable();
    assertThat(fresh.channel(0).flags()).isEqualTo(DmaBench.TA);
  }

  @Test
  void whose_turn_it_is_is_kept() {
    DmaBench dma = new DmaBench();
    dma.channel(0).from(SOURCE, 40).to(0x2000, 40).set("CSIZ", 40).enable().force();
    dma.channel(1).from(SOURCE, 40).to(0x3000, 40).set("CSIZ", 40).enable().force();
    dma.board.run(2 * TRANSACTION + 1);
    dma.board.set("DMACON", DmaBench.SUSPEND);
    dma.board.run(TRANSACTION);
    assertThat(dma.channel(0).get("SPTR") + " " + dma.channel(1).get("SPTR")).isEqualTo("8 4");
    DmaBench fresh = restored(dma);
    fresh.board.clear("DMACON", DmaBench.SUSPEND);
    fresh.board.run(TRANSACTION);
    assertThat(fresh.channel(0).get("SPTR")).isEqualTo(8);
    assertThat(fresh.channel(1).get("SPTR")).isEqualTo(8);
  }
}
