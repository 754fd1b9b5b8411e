package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.board.BoardTime;
import picocli.CommandLine.TypeConversionException;

class OptionValuesTest {
  @ParameterizedTest
  @CsvSource({
    "500ms, 100000000",
    "10s, 2000000000",
    "2m, 24000000000",
    "1h, 720000000000",
    "1.5s, 300000000",
    "0s, 0",
    "0.0051us, 1"
  })
  void timesAreExactInCycles(String text, long cycles) {
    assertThat(ObserveOptions.TimeConverter.time(text).cycles()).isEqualTo(cycles);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "10", "-1s", "1 s", "1,5s", "1e3s", "10S", "10sec"})
  void somethingElseIsNoTime(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> ObserveOptions.TimeConverter.time(text))
        .withMessageStartingWith("'" + text + "' is not a time");
  }

  @Test
  void aTimeIsPrintedExactly() {
    assertThat(new BoardTime(200_000_001)).hasToString("1.000000005 s");
  }

  @Test
  void escapesInTypedTextStandForTheirBytes() {
    assertThat(Typed.parse("1s=^E1=^e^@^_^?\\r\\n\\t\\e\\\\\\^\\x80é").text())
        .containsExactly(
            5, '1', '=', 5, 0, 0x1F, 0x7F, '\r', '\n', '\t', 0x1B, '\\', '^', 0x80, 0xC3, 0xA9);
    assertThat(Typed.parse("1s=").text()).isEmpty();
    assertThat(Typed.parse("1ms=x").time().cycles()).isEqualTo(200_000);
  }

  @ParameterizedTest
  @CsvSource({
    "^, a letter must follow '^'",
    "^1, a letter must follow '^'",
    "a\\, one of r n t e x ^ \\ must follow '\\'",
    "\\q, one of r n t e x ^ \\ must follow '\\'",
    "\\x1, two hexadecimal digits must follow '\\x'",
    "\\xg0, two hexadecimal digits must follow '\\x'"
  })
  void aBrokenEscapeIsRefused(String text, String message) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> Typed.parse("1s=" + text))
        .withMessageContaining(message);
  }

  @Test
  void aMatchIsFoundHoweverMuchCameBeforeIt() {
    Until until = new Until(Pattern.compile("^needle$", Pattern.MULTILINE));
    for (int i = 0; i < 100_000; i++) {
      "hay needle\n".chars().forEach(until::add);
    }
    assertThat(until.matched()).isFalse();

    "needle\n".chars().forEach(until::add);

    assertThat(until.matched()).isTrue();
    "more".chars().forEach(until::add);
    assertThat(until.matched()).as("a match stays").isTrue();
  }

  @Test
  void aMatchInTheMiddleOfALotOfTextIsNotForgottenBeforeItIsLookedFor() {
    Until until = new Until(Pattern.compile("a needle"));
    "a needle".chars().forEach(until::add);
    for (int i = 0; i < 10 * Until.REACH; i++) {
      until.add('.');
    }

    assertThat(until.matched()).isTrue();
  }

  @Test
  void aMatchMayBeAsLongAsTheReach() {
    Until until = new Until(Pattern.compile("<x{" + (Until.REACH - 2) + "}>"));
    for (int i = 0; i < 3 * Until.REACH + 7; i++) {
      until.add('.');
    }
    until.add('<');
    for (int i = 0; i < Until.REACH - 2; i++) {
      until.add('x');
      assertThat(until.matched()).isFalse();
    }
    until.add('>');

    assertThat(until.matched()).isTrue();
  }
}
