package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Image.Symbol;
import org.vzlab.kit.image.Segment;

/** Which function an address is in. */
final class SymbolsTest {
  private static final int CODE = 0x9D001000;
  private static final int DATA = 0x80000000;

  private static Image image(Symbol... symbols) {
    return new Image(
        "a.elf",
        OptionalInt.of(CODE),
        List.of(
            new Segment(DATA, new byte[0], 0x100, true, true, false),
            new Segment(CODE, new byte[0], 0x100, true, false, true)),
        List.of(symbols));
  }

  private static Symbol function(String name, int offset, int size) {
    return new Symbol(name, CODE + offset, size, false);
  }

  private static String name(Symbols symbols, int address) {
    return symbols.at(address).orElse("-");
  }

  private static String name(int offset, Symbol... symbols) {
    return name(new Symbols(List.of(image(symbols))), CODE + offset);
  }

  @Test
  void aFunctionReachesAsFarAsItsSize() {
    Symbol[] both = {function("first", 0, 0x10), function("second", 0x20, 8)};

    assertThat(name(0, both)).isEqualTo("first");
    assertThat(name(0x0C, both)).isEqualTo("first");
    assertThat(name(0x10, both)).as("behind it").isEqualTo("-");
    assertThat(name(0x20, both)).isEqualTo("second");
    assertThat(name(0x28, both)).as("behind the last").isEqualTo("-");
    assertThat(name(-4, both)).as("before the first").isEqualTo("-");
  }

  @Test
  void aLabelReachesToTheNextSymbolOrTheEndOfTheCode() {
    Symbol[] some = {function("label", 0, 0), function("next", 0x20, 8), function("end", 0x30, 0)};

    assertThat(name(0x1C, some)).isEqualTo("label");
    assertThat(name(0x20, some)).isEqualTo("next");
    assertThat(name(0x28, some)).isEqualTo("-");
    assertThat(name(0xFC, some)).isEqualTo("end");
    assertThat(name(0x100, some)).isEqualTo("-");
  }

  @Test
  void aLabelInAFunctionAndALabelThatIsNoCodeAreNobody() {
    Symbol data = new Symbol("data", DATA, 0, false);
    Symbol number = new Symbol("_stack_size", 0x400, 0, false);
    Symbols symbols =
        new Symbols(
            List.of(image(data, number, function("main", 0, 0x20), function("loop", 8, 0))));

    assertThat(name(symbols, CODE + 8)).isEqualTo("main");
    assertThat(name(symbols, DATA)).isEqualTo("-");
    assertThat(name(symbols, 0x400)).isEqualTo("-");
  }

  @Test
  void aFunctionInsideAnotherIsItself() {
    Symbol[] both = {function("outer", 0, 0x40), function("inner", 0x10, 0x10)};

    assertThat(name(0x0C, both)).isEqualTo("outer");
    assertThat(name(0x10, both)).isEqualTo("inner");
    assertThat(name(0x20, both)).isEqualTo("outer");
  }

  @Test
  void ofSeveralNamesTheFirstCounts() {
    assertThat(name(4, function("main", 0, 0x10), function("alias", 0, 0x10))).isEqualTo("main");
    assertThat(name(4, function("_start", 0, 0), function("__start", 0, 0))).isEqualTo("_start");
    assertThat(name(4, function("", 0, 0x10))).isEqualTo("-");
  }

  @Test
  void bitZeroIsTheIsaMode() {
    assertThat(name(3, new Symbol("compressed", CODE + 2, 2, true))).isEqualTo("compressed");
  }

  @Test
  void aFunctionHasAnAddressInEachOfTheTwoViewsOfTheSameMemory() {
    Symbols symbols = new Symbols(List.of(image(function("main", 0, 0x10))));

    assertThat(name(symbols, 0xBD001004)).isEqualTo("main");
    assertThat(name(symbols, 0x1D001004)).as("a mapped address").isEqualTo("-");
    assertThat(name(symbols, 0xDD001004)).as("KSEG2").isEqualTo("-");
  }

  @Test
  void aProgramMayHaveSeveralImagesAndNone() {
    Image second =
        new Image(
            "b.elf",
            OptionalInt.empty(),
            List.of(),
            List.of(new Symbol("other", 0x9FC00000, 0x10, false)));
    Symbols symbols = new Symbols(List.of(image(function("main", 0, 0x10)), second));

    assertThat(name(symbols, CODE)).isEqualTo("main");
    assertThat(name(symbols, 0x9FC0000C)).isEqualTo("other");
    assertThat(name(new Symbols(List.of()), CODE)).isEqualTo("-");
  }
}
