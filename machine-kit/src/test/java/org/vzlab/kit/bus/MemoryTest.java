package org.vzlab.kit.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.state.Snapshot;

class MemoryTest {
  private final Memory ram = Memory.ram("RAM", Memory.PAGE + 0x800);
  private final List<String> heard = new ArrayList<>();

  @Test
  void ramIsZeroAndFlashIsErasedAtFirst() {
    Memory flash = Memory.flash("flash", 16);

    assertThat(ram.bytes()).containsOnly(0);
    assertThat(ram.writable()).isTrue();
    assertThat(flash.bytes()).containsOnly(0xFF);
    assertThat(flash.writable()).isFalse();
    assertThat(flash.size()).isEqualTo(16);
  }

  @Test
  void narrowWritesChangeOnlyTheirBytes() {
    ram.write(8, 4, 0x11223344);
    ram.write(9, 1, 0xFFFFFFAA);
    assertThat(ram.read(8, 4)).isEqualTo(0x1122AA44);

    ram.write(10, 2, 0xFFFFBBCC);
    assertThat(ram.read(8, 4)).isEqualTo(0xBBCCAA44);
    assertThat(ram.read(12, 4)).isZero();
  }

  @Test
  void flashIsProgrammedByWritingTheMemoryItself() {
    Memory flash = Memory.flash("flash", 16);
    flash.write(4, 4, 0x12345678);

    assertThat(flash.read(4, 4)).isEqualTo(0x12345678);
  }

  @Test
  void aWatchedPageTellsOfItsStoresAfterTheBytesHaveChanged() {
    ram.watch(
        Memory.PAGE, (offset, size) -> heard.add(offset + "/" + size + "=" + ram.read(offset, 1)));
    ram.write(0xFFC, 4, 1);
    ram.write(0x1000, 2, 2);
    ram.write(0x17FF, 1, 3);

    assertThat(ram.isWatched(0xFFF)).isFalse();
    assertThat(ram.isWatched(0x17FF)).isTrue();
    assertThat(heard).containsExactly("4096/2=2", "6143/1=3");
  }

  @Test
  void restoringTellsWhoeverWatchesThatThePageMayHaveChanged() {
    Snapshot snapshot = Snapshot.of(ram);
    ram.write(0x1010, 4, 7);
    ram.watch(0x1000, (offset, size) -> heard.add(offset + "/" + size + "=" + ram.read(0x1010, 4)));

    snapshot.restore(ram);

    assertThat(heard).containsExactly("4096/2048=0");
  }
}
