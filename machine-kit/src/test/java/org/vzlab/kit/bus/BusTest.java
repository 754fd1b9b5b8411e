package org.vzlab.kit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BusTest {
  private final List<String> touched = new ArrayList<>();
  private final List<String> stores = new ArrayList<>();
  private final Bus bus =
      new Bus((register, write) -> touched.add((write ? "write " : "read ") + register));
  private final Memory ram = Memory.ram("RAM", 0x2000);
  private final Memory flash = Memory.flash("program flash", 0x1000);

  @BeforeEach
  void map() {
    bus.map(0x1D000000, flash);
    bus.map(0, ram);
    bus.map(0xFFFFFF00, 0x100, device("top"));
    bus.map(0x1F800000, 0x10, device("low"));
    bus.window(0x1F800000, 0x100000);
  }

  private Device device(String name) {
    return new Device() {
      @Override
      public int read(int offset, int size) {
        return offset << 8 | size;
      }

      @Override
      public void write(int offset, int size, int value) {
        stores.add(name + "+" + offset + "/" + size + "=" + value);
      }
    };
  }

  @Test
  void memoryAnswersWithWhatWasStoredLittleEndianAndZeroExtended() throws BusError {
    bus.write(0x100, 4, 0x80C0E0F0);

    assertThat(bus.read(0x100, 4)).isEqualTo(0x80C0E0F0);
    assertThat(bus.read(0x100, 1)).isEqualTo(0xF0);
    assertThat(bus.read(0x102, 2)).isEqualTo(0x80C0);
    assertThat(bus.read(0x103, 1)).isEqualTo(0x80);
  }

  @Test
  void aDeviceSeesOffsetsFromItsBase() throws BusError {
    bus.write(0xFFFFFF04, 2, 7);

    assertThat(stores).containsExactly("top+4/2=7");
    assertThat(bus.read(0x1F800008, 1)).isEqualTo(0x801);
  }

  @Test
  void flashIsErasedAtFirstAndAStoreChangesNothingAndIsReported() throws BusError {
    bus.write(0x1D000004, 4, 0);

    assertThat(bus.read(0x1D000004, 4)).isEqualTo(-1);
    assertThat(touched).containsExactly("write store to program flash");
  }

  @Test
  void aHoleInAWindowOfRegistersReadsZeroAndIsReported() throws BusError {
    assertThat(bus.read(0x1F800010, 4)).isZero();
    bus.write(0x1F8FFFFC, 4, 1);

    assertThat(touched).containsExactly("read 0x1F800010", "write 0x1F8FFFFC");
  }

  @Test
  void anAddressThatNothingClaimsIsABusError() {
    assertThatExceptionOfType(BusError.class).isThrownBy(() -> bus.read(0x10000000, 4));
    assertThatExceptionOfType(BusError.class).isThrownBy(() -> bus.write(0x2000, 4, 0));
    assertThatExceptionOfType(BusError.class).isThrownBy(() -> bus.read(0x1F900000, 4));
    assertThat(touched).isEmpty();
  }

  @Test
  void theSameMemoryCanAnswerAtSeveralAddresses() throws BusError {
    bus.map(0x40000000, ram, 0x1000, 0x1000);
    bus.write(0x40000020, 4, 5);

    assertThat(bus.read(0x1020, 4)).isEqualTo(5);
    assertThat(bus.at(0x40000020).offsetInMemory(0x40000020)).isEqualTo(0x1020);
  }

  @Test
  void overlappingRegionsAreRefusedNamingBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bus.map(0x1F80000C, 0x10, device("other")))
        .withMessage("bus regions overlap: 0x1F80000C-0x1F80001B and 0x1F800000-0x1F80000F");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bus.map(0x1CFFFFFC, 0x10000, device("around")));
  }

  @Test
  void regionsAreListedAndFoundInTheOrderOfTheirAddresses() {
    assertThat(bus.regions())
        .extracting(Region::base)
        .containsExactly(0, 0x1D000000, 0x1F800000, 0xFFFFFF00);
    for (Region region : bus.regions()) {
      assertThat(bus.at(region.base())).isSameAs(region);
      assertThat(bus.at(region.base() + region.size() - 1)).isSameAs(region);
    }
    assertThat(bus.at(0x2000)).isNull();
    assertThat(bus.at(0xFFFFFEFF)).isNull();
  }

  @Test
  void aPageIsAMemoryPageOnlyWhenAllOfItIsOnePageOfOneMemory() {
    bus.map(0x50000000, ram, 0x800, 0x1000);
    bus.map(0x60000800, ram, 0x800, 0x1000);

    assertThat(bus.at(0x1FFF).isMemoryPage(0x1FFF)).isTrue();
    assertThat(bus.at(0x50000000).isMemoryPage(0x50000000)).as("shifted").isFalse();
    assertThat(bus.at(0x60000800).isMemoryPage(0x60000800)).as("half").isFalse();
    assertThat(bus.at(0x1F800000).isMemoryPage(0x1F800000)).as("device").isFalse();
  }

  @Test
  void aRangeAnswersIfNoneOfItsAddressesIsAHole() {
    Bus bus = new Bus((what, write) -> {});
    bus.map(0x1000, Memory.ram("RAM", 0x1000));
    bus.window(0x2000, 0x100);
    bus.map(0xFFFFF000, Memory.ram("top", 0x1000));

    assertThat(bus.answers(0x1000, 0x1100)).as("memory, then a window").isTrue();
    assertThat(bus.answers(0x20FC, 4)).isTrue();
    assertThat(bus.answers(0x20FC, 8)).as("beyond the window").isFalse();
    assertThat(bus.answers(0xFFC, 8)).as("before the memory").isFalse();
    assertThat(bus.answers(0xFFFFFFF0, 16)).as("up to the last byte").isTrue();
  }
}
