package org.vzlab.cli.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelnetTest {
  private final Telnet telnet = new Telnet();

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] typed(byte[] bytes) {
    return telnet.incoming(bytes, bytes.length).typed();
  }

  private byte[] reply(int... values) {
    return telnet.incoming(bytes(values), values.length).reply();
  }

  private byte[] sent(String text) {
    return telnet.outgoing(latin(text), text.length());
  }

  @Test
  void aClientIsAskedToSendEveryKeyAtOnceAndToShowNone() {
    assertThat(telnet.greeting()).isEqualTo(bytes(255, 251, 1, 255, 251, 3, 255, 253, 3));
  }

  @Test
  void whatWasAskedForAndIsAgreedToNeedsNoAnswer() {
    telnet.greeting();

    assertThat(reply(255, 253, 1, 255, 253, 3, 255, 251, 3)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "253, 24, 252", // DO TERMINAL-TYPE: WONT
    "251, 31, 254", // WILL NAWS: DONT
    "251, 1, 254", // WILL ECHO, which would show every key twice: DONT
    "253, 0, 251", // DO BINARY: WILL
    "251, 0, 253", // WILL BINARY: DO
  })
  void anOptionThatTheClientAsksForIsAgreedToOrRefused(int verb, int option, int answer) {
    assertThat(reply(255, verb, option)).isEqualTo(bytes(255, answer, option));
  }

  @ParameterizedTest
  @ValueSource(ints = {252, 254})
  void thatAnUnknownOptionIsOffNeedsNoAnswer(int verb) {
    assertThat(reply(255, verb, 24)).isEmpty();
  }

  @Test
  void anAnswerIsGivenOnlyWhenSomethingChanges() {
    assertThat(reply(255, 253, 0)).hasSize(3);
    assertThat(reply(255, 253, 0)).isEmpty();
    assertThat(reply(255, 254, 0)).isEqualTo(bytes(255, 252, 0));
    assertThat(reply(255, 254, 0)).isEmpty();
  }

  @Test
  void whoAsksWhetherSomebodyIsThereIsAnswered() {
    assertThat(new String(reply(255, 246), StandardCharsets.US_ASCII)).contains("yes");
  }

  @Test
  void everyByteOfTheBoardArrivesAtAClientThatFollowsTheProtocol() {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
      expected.write(i);
      if (i == '\r') {
        expected.write(0);
      }
    }
    expected.write(255);

    assertThat(telnet.outgoing(all, all.length)).isEqualTo(expected.toByteArray());
  }

  @Test
  void aReturnOfTheBoardIsFollowedByLineFeedOrNulAlsoAcrossPieces() {
    assertThat(sent("a\r\nb\rc")).isEqualTo(latin("a\r\nb\r\0c"));
    assertThat(sent("x\r")).isEqualTo(latin("x\r"));
    assertThat(sent("\ny\r")).isEqualTo(latin("\ny\r"));
    assertThat(sent("z")).isEqualTo(latin("\0z"));
  }

  @Test
  void inBinaryAReturnIsAByteLikeAnyOther() {
    reply(255, 253, 0, 255, 251, 0);

    assertThat(sent("a\rb")).isEqualTo(latin("a\rb"));
    assertThat(typed(latin("a\r\0\r\n"))).isEqualTo(latin("a\r\0\r\n"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  void whateverTheSizeOfThePiecesTheBoardGetsTheCharactersAndNothingOfTheProtocol(int piece) {
    byte[] stream =
        bytes(
            'a', 255, 255, 'b', '\r', 0, 'c', '\r', '\n', 'd', '\r', 'e', 255, 241, // NOP
            255, 250, 31, 0, 80, 255, 255, 0, 24, 255, 240, // a window size with a doubled IAC
            'f', 255, 251, 24, 255, 243, 5, '1', '=', 255, 255, '\r', 255, 241, '\n');
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    for (int at = 0; at < stream.length; at += piece) {
      byte[] part = Arrays.copyOfRange(stream, at, Math.min(stream.length, at + piece));
      typed.writeBytes(typed(part));
    }

    assertThat(typed.toByteArray()).isEqualTo(latin("a\u00FFb\rc\rd\ref\0051=\u00FF\r\n"));
  }
}
