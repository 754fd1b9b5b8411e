package org.vzlab.kit.reg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vzlab.kit.bus.Unmodelled;

class PeripheralTest {
  private static final int BASE = 0x1F822000;
  private static final int CLR = 4;
  private static final int SET = 8;
  private static final int INV = 12;

  private final List<String> heard = new ArrayList<>();
  private final Block block =
      new Block((register, write) -> heard.add((write ? "write " : "read ") + register));

  /** A block with one register of everything. */
  private static final class Block extends Peripheral {
    private static final List<FieldSpec> FIELDS =
        List.of(
            new FieldSpec("ON", 15, 1), new FieldSpec("WAKE", 7, 1), new FieldSpec("MODE", 1, 2));

    final Register mode =
        register(new RegisterSpec("U1MODE", BASE, 0x8002, 0x0000FFFF, true, FIELDS))
            .unmodelled("WAKE");
    final Register count =
        register(new RegisterSpec("U1COUNT", BASE + 0x10, 0, -1, false, List.of()));

    Block(Unmodelled unmodelled) {
      super("UART1", BASE, 0x30, unmodelled);
    }

    Register another(RegisterSpec spec) {
      return register(spec);
    }
  }

  @Test
  void aRegisterStartsAtItsResetValueAndGoesBackToIt() {
    assertThat(block.read(0, 4)).isEqualTo(0x8002);
    block.write(0, 4, 0x1234);

    block.reset();

    assertThat(block.read(0, 4)).isEqualTo(0x8002);
    assertThat(block.mode.reset(5).get()).isEqualTo(5);
  }

  @Test
  void bitsThatSoftwareCannotChangeKeepTheirValue() {
    block.mode.set(0xABCD0000);
    block.write(0, 4, 0x12345678);
    assertThat(block.read(0, 4)).isEqualTo(0xABCD5678);

    block.mode.writable(0xFF);
    block.write(0, 4, 0);
    assertThat(block.read(0, 4)).isEqualTo(0xABCD5600);
  }

  @Test
  void aStoreTellsWhatItReachesAndCarriesAndClearSetAndInvertTellNothing() {
    block.mode.onWrite((before, after) -> heard.add("written"));
    block.mode.onStore((mask, bits) -> heard.add(String.format("%08x %08x", mask, bits)));

    block.write(0, 4, 0x12345678);
    block.write(2, 2, 0x5743);
    block.write(1, 1, 0xAB);
    block.write(CLR, 4, 0x12345678);
    block.write(SET + 2, 2, 0x5743);
    block.write(INV, 1, 0);

    assertThat(heard)
        .containsExactly(
            "written",
            "ffffffff 12345678",
            "written",
            "ffff0000 57430000",
            "written",
            "0000ff00 0000ab00",
            "written",
            "written",
            "written");
  }

  @ParameterizedTest
  @CsvSource({"4, 0x00F0, 0x0F0F", "8, 0x00F0, 0x0FFF", "12, 0x0FF0, 0x00FF", "0, 0x00F0, 0x00F0"})
  void clearSetAndInvertChangeTheBitsThatAreOne(int shadow, int value, int after) {
    block.mode.set(shadow == CLR ? 0x0FFF : 0x0F0F);
    block.write(shadow, 4, value);

    assertThat(block.mode.get()).isEqualTo(after);
    assertThat(block.read(shadow, 4)).isEqualTo(after);
  }

  @Test
  void narrowWritesTouchTheirLanesOnly() {
    block.write(0, 4, 0);
    block.write(1, 1, 0xFFFFFF12);
    assertThat(block.mode.get()).isEqualTo(0x1200);

    block.write(SET, 1, 0x34);
    block.write(SET + 1, 1, 0x80);
    assertThat(block.mode.get()).isEqualTo(0x9234);

    block.write(INV, 2, 0xFFFF);
    assertThat(block.mode.get()).isEqualTo(0x6DCB);
    assertThat(block.read(1, 1)).isEqualTo(0x6D);
    assertThat(block.read(0, 2)).isEqualTo(0x6DCB);
    assertThat(block.read(2, 2)).isZero();
  }

  @Test
  void fieldsReadAndWriteTheirBitsOfTheRegister() {
    Field field = block.mode.field("MODE");
    assertThat(field.get()).isEqualTo(1);
    assertThat(field.mask()).isEqualTo(6);

    field.set(7);
    assertThat(block.mode.get()).isEqualTo(0x8006);

    field.set(false);
    assertThat(field.isSet()).isFalse();
    assertThat(block.mode.field("ON").isSet()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block.mode.field("OFF"))
        .withMessage("U1MODE has no field OFF");
  }

  @Test
  void changingAnUnmodelledFieldIsStoredAndReportedByName() {
    block.write(SET, 4, 0x80);
    assertThat(block.mode.get()).isEqualTo(0x8082);
    assertThat(heard).containsExactly("write U1MODE.WAKE");

    block.write(SET, 4, 0x80);
    block.write(CLR, 4, 0x8000);
    assertThat(heard).as("nothing unmodelled changed").hasSize(1);
  }

  @Test
  void anAddressWithoutARegisterReadsZeroAndIsReported() {
    assertThat(block.read(0x20, 4)).isZero();
    block.write(0x14, 4, 1);

    assertThat(heard).containsExactly("read UART1+0x20", "write UART1+0x14");
  }

  @Test
  void aHookSeesTheValueBeforeAndAfterEvenIfNothingChanged() {
    block.mode.onWrite((before, after) -> heard.add(before + ">" + after));
    block.write(0, 4, 8);
    block.write(SET, 4, 8);

    assertThat(heard).containsExactly(0x8002 + ">8", "8>8");
  }

  @Test
  void aComputedValueIsWhatIsReadAndWhatSetAndClearChange() {
    int[] time = {0x10};
    block.mode.reads(() -> time[0]);
    assertThat(block.read(0, 4)).isEqualTo(0x10);

    block.write(SET, 4, 1);
    assertThat(block.mode.get()).isEqualTo(0x11);
  }

  @Test
  void whatIsStoredCanBeFilteredAndReadsHaveAHook() {
    block.count.stores(raw -> raw & 0xFF).afterRead(() -> heard.add("read"));
    block.write(0x10, 4, 0x1234);

    assertThat(block.count.get()).isEqualTo(0x34);
    assertThat(heard).isEmpty();
    assertThat(block.read(0x10, 1)).isEqualTo(0x34);
    assertThat(heard).containsExactly("read");
  }

  @Test
  void registersThatOverlapAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> block.another(new RegisterSpec("U1STA", BASE + 8, 0, -1, false, List.of())))
        .withMessage("UART1: U1STA overlaps U1MODE");
  }

  @Test
  void aFieldAsWideAsTheRegisterCoversIt() {
    assertThat(new FieldSpec("ALL", 0, 32).mask()).isEqualTo(-1);
    assertThat(new FieldSpec("TOP", 31, 1).mask()).isEqualTo(0x80000000);
  }
}
