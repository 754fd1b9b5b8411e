package org.vzlab.mips.cp0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.vzlab.mips.cp0.Cp0Field.Trait;

/** The table of CP0 registers: what follows from its fields, and that it says one thing only. */
class Cp0RegisterTest {
  private static final Accessor[] BOTH_GUESTS = {Accessor.GUEST, Accessor.ROOT_FOR_GUEST};

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void fieldsStandSideBySideFromTheTopDown(Cp0Register register) {
    int taken = 0;
    int above = 32;
    Set<String> names = new HashSet<>();
    for (Cp0Field field : register.fields()) {
      assertThat(field.mask() & taken).as(field.name()).isZero();
      int top = 31 - Integer.numberOfLeadingZeros(field.mask());
      assertThat(top).as(field.name()).isLessThan(above);
      assertThat(names.add(field.name())).as("%s once", field.name()).isTrue();
      assertThat(field.meaning()).as(field.name()).isNotBlank();
      taken |= field.mask();
      above = top;
    }
    assertThat(names).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void aValueAfterResetFitsItsField(Cp0Register register) {
    for (Cp0Field field : register.fields()) {
      int width = Integer.bitCount(field.mask());
      int most = width == 32 ? -1 : (1 << width) - 1;
      assertThat(field.reset() & ~most).as(field.name()).isZero();
      assertThat(field.guestReset() & ~most).as(field.name()).isZero();
      assertThat(!field.isChoosy() || (width <= 5 && field.accepts(field.resetBits(false))))
          .as("%s can hold its value after reset", field.name())
          .isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void whatCanBeClearedOrTrapsOnChangeCanBeWritten(Cp0Register register) {
    for (Cp0Field field : register.fields()) {
      boolean needsWrite =
          field.is(Trait.CLEAR_ONLY)
              || field.is(Trait.CLEARED_BY_ONE)
              || field.is(Trait.GSFC)
              || field.is(Trait.GSFC_UNLESS_SFC1)
              || field.is(Trait.GSFC_WITH_MC);
      assertThat(!needsWrite || field.is(Trait.WRITABLE)).as(field.name()).isTrue();
    }
  }

  /** The registers that no number from 0,0 to 31,7 is missing or there twice. */
  @Test
  void aNumberNamesOneRegisterAndTheTableIsInTheirOrder() {
    List<Cp0Register> found = new ArrayList<>();
    for (int number = 0; number < 32; number++) {
      for (int select = 0; select < 8; select++) {
        Cp0Register register = Cp0Register.of(number, select);
        if (register != null) {
          found.add(register);
        }
      }
    }
    assertThat(found).containsExactly(Cp0Register.values());
  }

  @ParameterizedTest(name = "{0}: reset {1}, guest {2}; MTC0 {3}, guest {4}, MTGC0 {5}")
  @CsvSource({
    "INDEX, 0, 0, 0x1F, 0x1F, 0x8000001F",
    "RANDOM, 15, 15, 0, 0, 0",
    "ENTRY_LO0, 0, 0, 0xC3FFFFFF, 0xC3FFFFFF, 0xC3FFFFFF",
    "CONTEXT, 0, 0, 0xFF800000, 0xFF800000, 0xFFFFFFF0",
    "BAD_VADDR, 0, 0, 0, 0, 0xFFFFFFFF",
    "COUNT, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, 0",
    "ENTRY_HI, 0, 0, 0xFFFFE4FF, 0xFFFFE4FF, 0xFFFFE4FF",
    "GUEST_CTL0, 0x0C480080, 0, 0xFF83FC03, 0, 0",
    "GUEST_CTL0_EXT, 0, 0, 0xDF, 0, 0",
    "GUEST_CTL1, 0, 0, 0x00070007, 0, 0",
    "GUEST_CTL2, 0, 0, 0xFF3CFFFF, 0, 0",
    "STATUS, 0x00400004, 0x00400004, 0x3F7DFF17, 0x3F7DFF17, 0x3F7DFF17",
    "SRS_CTL, 0x1C000000, 0, 0xF3C0, 0xF3C0, 0x3C3CF3CF",
    "CAUSE, 0, 0, 0x08C00300, 0x08C00300, 0xFBC3FF7C",
    "EBASE, 0x80000000, 0x80000000, 0x3FFFF000, 0x3FFFF000, 0x3FFFF000",
    "PRID, 0x0001A700, 0, 0, 0, 0",
    "CONFIG, 0x80240482, 0x80240482, 7, 7, 7",
    "CONFIG1, 0x9E9B0D9B, 0x9E9B0D9B, 0, 0, 0",
    "CONFIG3, 0x8CA2BD68, 0x8C22BD68, 0x10000, 0x10000, 0x10000",
    "LLADDR, 0, 0, 0, 0, 0x0FFFFFFF",
  })
  void masksAreThoseOfTheFields(
      Cp0Register register, long reset, long guestReset, long root, long guest, long restored) {
    assertThat(register.reset(false)).isEqualTo((int) reset);
    assertThat(register.reset(true)).isEqualTo((int) guestReset);
    assertThat(register.writable(Accessor.ROOT)).isEqualTo((int) root);
    assertThat(register.writable(Accessor.GUEST)).isEqualTo((int) guest);
    assertThat(register.writable(Accessor.ROOT_FOR_GUEST)).isEqualTo((int) restored);
  }

  @ParameterizedTest(name = "{0} with GuestCtl0 {1}: {2}")
  @CsvSource({
    "STATUS, 0, 0x2D780000", // CU1 RP FR MX BEV TS SR NMI
    "STATUS, 1, 0x0D780000", // SFC1: not CU1
    "STATUS, 0x20000000, 0x2D780012", // MC: UM and EXL too
    "CAUSE, 0, 0x08800000", // DC IV
    "INT_CTL, 0, 0x3E0", // VS
    "PAGE_GRAIN, 0, 0xC8000000",
    "CONFIG5, 0, 4", // UFR
  })
  void fieldsWhoseChangeByAGuestTraps(Cp0Register register, long guestCtl0, long fields) {
    assertThat(register.fieldChange((int) guestCtl0)).isEqualTo((int) fields);
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void noOtherRegisterHasFieldsWhoseChangeTraps(Cp0Register register) {
    Set<Cp0Register> some =
        Set.of(
            Cp0Register.STATUS,
            Cp0Register.CAUSE,
            Cp0Register.INT_CTL,
            Cp0Register.PAGE_GRAIN,
            Cp0Register.CONFIG5);
    assertThat(register.fieldChange(GuestCtl.MC) != 0).isEqualTo(some.contains(register));
  }

  @ParameterizedTest(name = "{0}: bit {1}")
  @CsvSource({"STATUS, 21", "STATUS, 20", "STATUS, 19", "CAUSE, 22"})
  void someBitsSoftwareCanClearAndOnlyRestoreForAGuest(Cp0Register register, int position) {
    int bit = 1 << position;
    assertThat(register.written(0, bit, Accessor.ROOT)).isZero();
    assertThat(register.written(bit, bit, Accessor.ROOT)).isEqualTo(bit);
    assertThat(register.written(bit, 0, Accessor.ROOT)).isZero();
    assertThat(register.written(0, bit, Accessor.GUEST)).isZero();
    assertThat(register.written(0, bit, Accessor.ROOT_FOR_GUEST)).isEqualTo(bit);
  }

  @Test
  void whatAWatchHasMetAOneClears() {
    assertThat(Cp0Register.WATCH_HI0.written(5, 0x40FF0004, Accessor.ROOT)).isEqualTo(0x40FF0001);
    assertThat(Cp0Register.WATCH_HI0.written(5, 0, Accessor.ROOT)).isEqualTo(5);
  }

  @ParameterizedTest(name = "AT {0}, written {1}: {2}")
  @CsvSource({
    "3, 0, 3", "3, 1, 1", "3, 2, 3", "3, 3, 3", "1, 0, 1", "1, 1, 1", "1, 2, 1", "1, 3, 3"
  })
  void translationForGuestsIsRootsOrTheirsAndNothingElse(int old, int written, int now) {
    int others = GuestCtl.GM | GuestCtl.CP0 | GuestCtl.SFC1;
    int fixed = Cp0Register.GUEST_CTL0.reset(false) & ~GuestCtl.AT;
    assertThat(
            Cp0Register.GUEST_CTL0.written(
                fixed | old << 26, written << 26 | others, Accessor.ROOT))
        .isEqualTo(fixed | others | now << 26);
  }

  @ParameterizedTest
  @EnumSource(Cp0Register.class)
  void whatNoGuestHasNoGuestCanWrite(Cp0Register register) {
    for (Accessor accessor : BOTH_GUESTS) {
      if (!register.isGuests()) {
        assertThat(register.written(0, -1, accessor)).isZero();
        assertThat(register.reset(true)).isZero();
      }
    }
  }

  static Stream<Arguments> constants() {
    return Stream.of(
        arguments(Status.class, List.of(Cp0Register.STATUS)),
        arguments(Cause.class, List.of(Cp0Register.CAUSE)),
        arguments(SrsCtl.class, List.of(Cp0Register.SRS_CTL)),
        arguments(Debug.class, List.of(Cp0Register.DEBUG)),
        arguments(IntCtl.class, List.of(Cp0Register.INT_CTL)),
        arguments(WatchFields.class, List.of(Cp0Register.WATCH_HI0)),
        arguments(PerfCtl.class, List.of(Cp0Register.PERF_CTL0)),
        arguments(
            GuestCtl.class,
            List.of(
                Cp0Register.GUEST_CTL0,
                Cp0Register.GUEST_CTL0_EXT,
                Cp0Register.GUEST_CTL1,
                Cp0Register.GUEST_CTL2,
                Cp0Register.GUEST_CTL3)),
        arguments(
            TlbFields.class,
            List.of(
                Cp0Register.ENTRY_HI,
                Cp0Register.ENTRY_LO0,
                Cp0Register.PAGE_MASK,
                Cp0Register.PAGE_GRAIN,
                Cp0Register.INDEX,
                Cp0Register.CONTEXT)));
  }

  /** A constant is the mask of the field of its name, or says where that lies or what it holds. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("constants")
  void theNamesThatCodeUsesAreThoseOfTheTable(Class<?> names, List<Cp0Register> registers)
      throws IllegalAccessException {
    List<Cp0Field> fields = registers.stream().flatMap(r -> r.fields().stream()).toList();
    for (Field constant : names.getDeclaredFields()) {
      String name = constant.getName();
      int value = constant.getInt(null);
      if (name.endsWith("_SHIFT")) {
        int mask = field(fields, name.substring(0, name.length() - 6)).mask();
        assertThat(value).as(name).isEqualTo(Integer.numberOfTrailingZeros(mask));
      } else if (name.startsWith("AT_")) {
        assertThat(field(fields, "AT").accepts(value) && (value & ~GuestCtl.AT) == 0)
            .as(name)
            .isTrue();
      } else if (names == PerfCtl.class && name.equals("EVENT")) {
        assertThat(value)
            .as("two fields that make a number")
            .isEqualTo(field(fields, "EVENT").mask() | field(fields, "EVENT_EXT").mask());
      } else {
        assertThat(value).as(name).isEqualTo(field(fields, name).mask());
      }
    }
  }

  private static Cp0Field field(List<Cp0Field> fields, String constant) {
    String name = constant.replace("_", "").toLowerCase(Locale.ROOT);
    List<Cp0Field> found =
        fields.stream().filter(f -> f.name().toLowerCase(Locale.ROOT).equals(name)).toList();
    assertThat(found).as("fields called %s", constant).hasSize(1);
    return found.get(0);
  }
}
