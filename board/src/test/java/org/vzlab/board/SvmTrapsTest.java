package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.svm.machine.Resources;

/** What ends Sense-VM programs on the board, and in which order it is looked for. */
final class SvmTrapsTest {
  private static final Resources FEW = new Resources(12, 2, 3, 2, 10);

  private static String end(String text, Resources resources) throws Exception {
    return SvmLockSteps.end(SvmLockSteps.assembled(text), resources);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SWAP",
        "CONS",
        "SNOC",
        "POP",
        "RETURN",
        "GOTOFALSE 15",
        "SWITCH { *: 15 }",
        "ADDI",
        "MULI",
        "MINI",
        "ADDF",
        "MULF",
        "MINF",
        "GT",
        "LT",
        "EQ",
        "GE",
        "LE",
        "ADDU",
        "MULU",
        "MINU",
        "GTU",
        "LTU",
        "EQU",
        "GEU",
        "LEU",
        "GTF",
        "LTF",
        "EQF",
        "GEF",
        "LEF",
        "EQB",
        "PACK 1/APP",
        "CALLRTS send",
        "CALLRTS choose",
        "CALLRTS bind",
        "CALLRTS wrap",
        "CALLRTS time",
        "PUSH/CALLRTS time",
        "APPF array_get",
        "PUSH/APPF array_set",
        "APPF divide"
      })
  void anEmptyStackIsFoundBeforeAllElse(String text) throws Exception {
    assertThat(end(text + "/STOP", FEW)).isEqualTo("stack-underflow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FST",
        "SND",
        "ACC 0",
        "ACC 1",
        "REST 1",
        "APP",
        "PUSH/SWITCH { *: 15 }",
        "SWITCHI { }",
        "PACK 0/ACC 1",
        "PACK 0/REST 2",
        "PACK 0/ACC 255",
        "CLEAR/DEC/FST",
        "PACK 0/NOT/NOT/FST",
        "CALLRTS spawn",
        "CALLRTS sync",
        "PUSH/CALLRTS choose",
        "PUSH/CALLRTS wrap",
        "PUSH/PACK 0/CALLRTS choose",
        "CLEAR/DEC/PUSH/PACK 0/CALLRTS choose",
        "PUSH/PACK 0/CALLRTS wrap",
        "PACK 0/CALLRTS sync",
        "PUSH/PACK 0/SNOC/CALLRTS sync",
        "LOADI -1/CALLRTS sync"
      })
  void wordsAreNoPointers(String text) throws Exception {
    assertThat(end(text + "/STOP", FEW)).isEqualTo("bad-pointer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUSH", "MOVE", "CALL 15"})
  void aFullStackTakesNoMore(String text) throws Exception {
    assertThat(end("PUSH/PUSH/" + text + "/STOP", FEW)).isEqualTo("stack-overflow");
  }

  @ParameterizedTest
  @CsvSource({
    "LOADI #0, bad-constant",
    "LOADI #65535, bad-constant",
    ".int 1/LOADI #1, bad-constant",
    "APPF #0, bad-call",
    ".native 19 1/APPF #0, bad-call",
    ".native 65535 1/APPF #0, bad-call",
    ".native 0 2/APPF #0, bad-call",
    ".native 0 0/APPF #0, bad-call",
    ".native 2 255/APPF #0, bad-call",
    ".native 0 1/APPF #1, bad-call",
    ".native 0 1 77/APPF #0, stop 0",
    "CALLRTS 9, bad-call",
    "CALLRTS 255, bad-call",
    "CALLRTS channel/CALLRTS channel, stop 1",
    "CALLRTS channel/CALLRTS channel/CALLRTS channel, channels-exhausted",
    "CALLRTS receive, bad-channel",
    "PUSH/CALLRTS send, bad-channel",
    "CALLRTS channel/LOADB 1/CALLRTS receive, bad-channel",
    "CALLRTS channel/LOADI -1/CALLRTS receive, bad-channel",
    "CALLRTS channel/LOADI 256/CALLRTS receive, bad-channel",
    "PUSH/LOADB 99/CALLRTS bind, bad-channel", // the channel before the device
    "CALLRTS channel/PUSH/LOADB 8/CALLRTS bind, bad-device",
    "CALLRTS channel/PUSH/LOADI -1/CALLRTS bind, bad-device",
    "CALLRTS channel/PUSH/LOADB 1/CALLRTS bind, stop 1",
    "CALLRTS channel/PUSH/LOADB 1/CALLRTS bind/CLEAR/CALLRTS receive/CALLRTS sync, bad-device",
    "CALLRTS channel/PUSH/PUSH/LOADB 5/CALLRTS bind/CALLRTS send/CALLRTS sync, bad-device",
    "CLEAR/APPF checkpoint, stop 0",
    "LOADB 1/APPF checkpoint, bad-sequence",
    "LOADI -1/APPF checkpoint, bad-sequence",
    "CLEAR/APPF checkpoint/LOADB 2/APPF checkpoint, bad-sequence",
    "CLEAR/APPF checkpoint/LOADB 1/APPF checkpoint/LOADB 1/APPF checkpoint, bad-sequence",
    "CLEAR/APPF checkpoint/LOADB 1/APPF checkpoint/CLEAR/APPF checkpoint, stop 0",
    "PUSH/APPF divide, division-by-zero",
    "PUSH/LOADI 0x80000000/APPF remainder, division-by-zero",
    "APPF array_length, bad-array",
    "PUSH/APPF array_get, bad-array",
    "PUSH/PUSH/APPF array_set, bad-array",
    "LOADB 10/APPF array_new/CLEAR/APPF array_length, stop 10",
    "LOADB 11/APPF array_new, arrays-exhausted",
    "LOADI -1/APPF array_new, arrays-exhausted",
    "LOADI 0x10000/APPF array_new, arrays-exhausted",
    "LOADB 9/APPF array_new/LOADB 2/APPF array_new, arrays-exhausted",
    "LOADB 9/APPF array_new/LOADB 1/APPF array_new/PUSH/CLEAR/SWAP/APPF array_get, stop 0",
    "LOADB 3/APPF array_new/LOADB 3/PUSH/CLEAR/APPF array_get, bad-array",
    "LOADB 3/APPF array_new/LOADI -1/PUSH/CLEAR/APPF array_get, bad-array",
    "LOADB 3/APPF array_new/LOADI 300/PUSH/LOADB 2/PUSH/CLEAR/APPF array_set, stop 0",
    "LOADB 16/APPF guarded, bad-array",
    "LOADI -1/APPF voted, bad-array",
    "PUSH/LOADB 16/APPF guard, bad-array",
    "PUSH/LOADB 16/APPF vote, bad-array",
    "LOADI 0x12345678/PUSH/LOADB 15/APPF guard/LOADB 15/APPF guarded, stop 305419896",
    "LOADI -2/PUSH/LOADB 15/APPF vote/LOADB 15/APPF voted, stop -2",
    "LOADB 15/APPF guarded, stop 0",
    "PUSH/APPF fill, bad-device", // a console does not stream
    "PUSH/LOADB 7/APPF fill, bad-array",
    "LOADB 3/APPF array_new/PUSH/LOADB 7/APPF fill, stop 0",
    "APPF missed, stop 0",
    "CALLRTS channel/CALLRTS receive/CALLRTS sync, blocked",
    "CALLRTS channel/PUSH/CALLRTS send/CALLRTS sync, blocked",
    "COMB 15/CALLRTS spawn, contexts-exhausted", // each spawns another, and the first is still
    // there
  })
  void whatIsNotThereEndsTheProgram(String text, String end) throws Exception {
    assertThat(end(text + (text.startsWith("COMB") ? "/GOTO 15" : "/STOP"), FEW)).isEqualTo(end);
  }

  @Test
  void anArrayAfterTheSixteenthIsOneTooMany() throws Exception {
    String text = "CLEAR/APPF array_new/".repeat(16);
    assertThat(end(text + "STOP", FEW)).isEqualTo("stop 15");
    assertThat(end(text + "APPF array_new/STOP", FEW)).isEqualTo("arrays-exhausted");
  }

  @ParameterizedTest
  @CsvSource({"CUR 0", "PACK 0", "COMB 0", "PUSH/CONS", "PUSH/SNOC", "PUSH/SWITCH { *: 16 }"})
  void aHeapInWhichAllIsHeldGivesNoPair(String text) throws Exception {
    Resources one = new Resources(1, 3, 1, 1, 0);
    String again = "PACK 0/PUSH/" + text + "/STOP";
    assertThat(end(again, one)).isEqualTo("heap-exhausted");
  }

  /** Contexts with nothing but one wait each: how many at one side of a channel. */
  private static String waiters(int contexts) throws Exception {
    String spawn = "/COMB wait/CALLRTS spawn".repeat(contexts - 1);
    String wait = "/wait: CLEAR/CALLRTS receive/CALLRTS sync/STOP";
    return end("CALLRTS channel" + spawn + wait, new Resources(100, 3, 5, 1, 0));
  }

  @Test
  void aFourthWaiterIsOneTooMany() throws Exception {
    assertThat(waiters(3)).isEqualTo("blocked");
    assertThat(waiters(4)).isEqualTo("queue-full");
  }
}
