package org.vzlab.soc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.bus.AccessTime.Kind;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.timing.TimingConstant;

/** What registers take, by the clock of their peripheral bus. */
class RegisterTimeTest {
  private static final int SYNC = TimingConstant.PERIPHERAL_SYNC.standard();
  private static final int CLOCKS = TimingConstant.PERIPHERAL_CLOCKS.standard();

  private final TestChip board = new TestChip();

  private int time(int address, Kind kind) {
    return board.bus.timeAt(address).cycles(address, kind);
  }

  private void divide(int bus, int divider) {
    board.unlock();
    board.write("PB" + bus + "DIV", 1 << 15 | (divider - 1));
  }

  @ParameterizedTest(name = "{0} on bus {1}")
  @CsvSource({
    "CFGCON, 1", "WDTCON, 1", "RCON, 1", "U4RXR, 1", "I2C1CON, 2", "SPI2CON, 2", "U4STA, 2",
    "PMCON, 2", "T2CON, 3", "IC1CON, 3", "OC5CON, 3", "ADCCON1, 3", "CM1CON, 3", "PORTG, 4",
    "NVMCON, 5", "ETHCON1, 5", "USBOTG, 5", "RNGCON, 5", "DMTCON, 7", "IFS0, 7", "DMACON, 7",
    "PRECON, 7", "EBICS0, 8"
  })
  void aLoadTakesTheWayBackAndTwoClocksOfItsBusAStoreTheClocks(String register, int bus) {
    int address = board.part.register(register).address();
    int divider = bus == 7 ? 1 : 2;
    assertThat(time(address, Kind.READ)).isEqualTo(SYNC + CLOCKS * divider);
    assertThat(time(address, Kind.WRITE)).isEqualTo(CLOCKS * divider);
    if (bus != 1) {
      divide(bus, 6);
      assertThat(time(address, Kind.READ)).as("PB%dDIV", bus).isEqualTo(SYNC + CLOCKS * 6);
      divide(bus, 1);
      assertThat(time(address, Kind.READ)).isEqualTo(SYNC + CLOCKS);
    }
  }

  @Test
  void placesWithoutARegisterAreOnTheBusOfTheirNeighbours() {
    divide(2, 9);
    assertThat(board.bus.at(0x1F823000)).isNull();
    assertThat(time(0x1F823000, Kind.READ)).isEqualTo(SYNC + CLOCKS * 9);
    assertThat(time(0x1F815000, Kind.READ)).isEqualTo(SYNC + CLOCKS);
  }

  @Test
  void everyAddressOfTheWindowsTakesTime() {
    for (int address = 0x1F800000; address < 0x1F900000; address += 0x80) {
      assertThat(time(address, Kind.READ)).as("%08X", address).isGreaterThan(SYNC);
    }
    assertThat(time(0x1F900000, Kind.READ)).as("nothing").isZero();
  }

  @Test
  void ramAnswersWithTheWaitStatesOfTheTable() {
    Region ram = board.bus.at(0);
    assertThat(ram.time().cycles(0, Kind.READ)).isEqualTo(TimingConstant.SRAM_WAIT.standard());
  }
}
