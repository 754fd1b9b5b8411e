package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vzlab.svm.machine.Resources;

/** What the instructions of Sense-VM do on the board, where it is not arithmetic. */
final class SvmOpcodesTest {
  private static final Resources LARGE = new Resources(300, 12, 1, 1, 0);

  private static String end(String text, Resources resources) throws Exception {
    return SvmLockSteps.end(SvmLockSteps.assembled(text), resources);
  }

  @Test
  void eachInstructionMakesOfItsOperandsWhatThePageSays() throws Exception {
    // What stands behind the arrow is left in E; nothing is left on the stack.
    String[] rows = {
      "LOADB 1/PUSH/LOADB 2/CONS/FST -> 1",
      "LOADB 1/PUSH/LOADB 2/CONS/SND -> 2",
      "LOADB 1/PUSH/LOADB 2/SNOC -> (2,1)",
      "LOADB 1/PUSH/LOADB 2/SWAP/CONS -> (2,1)",
      "LOADB 255 -> 255",
      "LOADB 9/CLEAR -> 0",
      "LOADB 9/MOVE/SNOC -> (0,9)",
      "LOADB 9/PUSH/CLEAR/POP -> 9",
      "LOADB 9/SKIP -> 9",
      "LOADB 9/CUR 0xffff -> (9,65535)",
      "LOADB 9/CUR 0 -> (9,0)",
      "LOADB 9/PACK 0 -> (0,9)",
      "LOADB 9/PACK 65535 -> (65535,9)",
      "COMB 0x1234 -> (4660,-1)",
      "LOADI 0x80000000/ABS -> -2147483648",
      "LOADI -5/ABS -> 5",
      "LOADI 0x7fffffff/ABS -> 2147483647",
      "LOADI 0x80000000/NEG -> -2147483648",
      "LOADB 1/NEG -> -1",
      "CLEAR/NEG -> 0",
      "LOADB 6/NOT -> 7",
      "LOADI -1/NOT -> -2",
      "CLEAR/DEC -> -1",
      "LOADI 0x80000000/DEC -> 2147483647",
      // A pointer is a word for what computes: the number of its pair, and a plain word then.
      "CLEAR/PACK 0/NOT/NOT/PUSH/LOADB 200/LT -> 1",
      "LOADB 1/PUSH/LOADB 2/CONS/PUSH/PUSH/EQ/PUSH/POP -> 1",
    };
    StringBuilder text = new StringBuilder("CLEAR");
    String expected = "0";
    for (String row : rows) {
      String[] parts = row.split(" -> ", -1);
      // What EQ leaves of a pair that was pushed twice is taken away by the rows themselves.
      text.append("/PUSH/").append(parts[0].replace("/PUSH/PUSH/EQ", "/PUSH/EQ")).append("/CONS");
      expected = "(" + expected + "," + parts[1] + ")";
    }
    assertThat(end(text + "/STOP", LARGE)).isEqualTo("stop " + expected);
  }

  @Test
  void accAndRestWalkAsFarAsTheirByteSays() throws Exception {
    StringBuilder text = new StringBuilder("CLEAR");
    IntStream.range(0, 256).forEach(i -> text.append("/PUSH/LOADB " + i + "/CONS"));
    text.append("/PUSH");
    for (int n = 0; n < 256; n++) {
      String check = "/PUSH/LOADB " + (255 - n) + "/EQ/GOTOIFALSE bad";
      text.append("/POP/PUSH/ACC " + n + check).append("/POP/PUSH/REST " + n + "/SND" + check);
    }
    text.append("/POP/PUSH/REST 255/STOP/bad: CLEAR/STOP");

    assertThat(end(text.toString(), LARGE)).isEqualTo("stop (0,0)");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2", "3", "-1", "-2", "0x7ffffffe"})
  void onlyTheLowestBitOfAConditionCounts(String word) throws Exception {
    int bit = Integer.decode(word) & 1;
    String text =
        "LOADB 7/PUSH/LOADI %s/GOTOFALSE no/PUSH/LOADB 1/GOTO on/no: PUSH/LOADB 0/on: CONS";
    String again = "/PUSH/LOADI %s/GOTOIFALSE not/LOADB 1/GOTO out/not: LOADB 0/out: CONS/STOP";

    assertThat(end((text + again).formatted(word, word), LARGE))
        .isEqualTo("stop ((7," + bit + ")," + bit + ")");
  }

  private static String cases(String instruction, int tag) {
    StringBuilder text = new StringBuilder("LOADB 5/PUSH/LOADB 6/PACK " + tag + "/" + instruction);
    text.append(" { ");
    IntStream.range(0, 254).forEach(i -> text.append(2 * i + ": even, "));
    text.append(tag < 600 ? "507: last }" : "*: last }");
    return text + "/even: PUSH/LOADB 1/CONS/STOP/last: PUSH/LOADB 2/CONS/STOP";
  }

  @Test
  void switchLooksThroughUpTo255Cases() throws Exception {
    assertThat(end(cases("SWITCH", 0), LARGE)).isEqualTo("stop ((5,6),1)");
    assertThat(end(cases("SWITCH", 506), LARGE)).isEqualTo("stop ((5,6),1)");
    assertThat(end(cases("SWITCH", 507), LARGE)).isEqualTo("stop ((5,6),2)");
    assertThat(end(cases("SWITCH", 1), LARGE)).isEqualTo("no-match");
    assertThat(end(cases("SWITCH", 601), LARGE)).isEqualTo("stop ((5,6),2)");
    assertThat(end(cases("SWITCHI", 506), LARGE)).isEqualTo("stop (6,1)");
    assertThat(end(cases("SWITCHI", 65535), LARGE)).isEqualTo("stop (6,2)");
    assertThat(end(cases("SWITCHI", 509), LARGE)).isEqualTo("no-match");
  }

  @Test
  void theFirstCaseThatFitsIsTakenAndATagIsAWholeWord() throws Exception {
    String text = "LOADB 5/PUSH/%s/SWITCH { 3: a, *: b, 3: c }/a: LOADB 1/STOP/b: LOADB 2/STOP";
    String end = "/c: LOADB 3/STOP";
    assertThat(end(text.formatted("CLEAR/PACK 3") + end, LARGE)).isEqualTo("stop 1");
    assertThat(end(text.formatted("CLEAR/PACK 4") + end, LARGE)).isEqualTo("stop 2");
    String wide = "LOADB 5/PUSH/LOADI 0x10003/PUSH/CLEAR/CONS/SWITCH { 3: a }/a: STOP";
    assertThat(end(wide, LARGE)).isEqualTo("no-match");
    assertThat(end("CLEAR/PUSH/PACK 0/SWITCH { }/STOP", LARGE)).isEqualTo("no-match");
    assertThat(end("CLEAR/PACK 0/SWITCHI { }/STOP", LARGE)).isEqualTo("no-match");
  }

  @Test
  void functionsGetTheirArgumentAndReturnBehindTheCall() throws Exception {
    assertThat(end("LOADB 4/PUSH/LOADB 3/CUR f/APP/STOP/f: RETURN", LARGE)).isEqualTo("stop (3,4)");
    assertThat(end("LOADB 4/PUSH/COMB f/APP/STOP/f: RETURN", LARGE)).isEqualTo("stop 4");
    assertThat(end("LOADB 4/CALL f/NEG/STOP/f: RETURN", LARGE)).isEqualTo("stop -4");
    // A pair that the program made itself is a function too, and a combinator if it says so.
    assertThat(end("LOADB 4/PUSH/LOADI 42/PUSH/LOADI -1/CONS/APP/STOP/f: RETURN", LARGE))
        .isEqualTo("bad-pc");
  }

  @Test
  void whatIsJumpedToNeedNotBeTheBeginningOfAnInstruction() throws Exception {
    // LOADB 13 holds STOP at 18; the last byte of the code at 19 is POP.
    assertThat(SvmLockSteps.end(SvmLockSteps.code(0x11, 0, 19, 0x07, 0x0D), LARGE))
        .isEqualTo("stop 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x39, 0x3A, 0x3F, 0x40, 0x7F, 0x80, 0xFE, 0xFF})
  void otherOpcodesAreNone(int opcode) throws Exception {
    assertThat(SvmLockSteps.end(SvmLockSteps.code(opcode), LARGE)).isEqualTo("badop");
    assertThat(SvmLockSteps.end(SvmLockSteps.code(0x0C, opcode, 0x0D, 0x0D, 0x0D), LARGE))
        .isEqualTo("badop");
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x02, 0x03, 0x06, 0x07, 0x0A, 0x0B, 0x10, 0x11, 0x12, 0x13, 0x34, 0x35, 0x36, 0x37, 0x38
      })
  void anInstructionThatIsCutOffIsNotExecuted(int opcode) throws Exception {
    assertThat(SvmLockSteps.end(SvmLockSteps.code(opcode), LARGE)).isEqualTo("bad-pc");
    boolean cases = opcode == 0x13 || opcode == 0x36;
    boolean label = opcode != 0x02 && opcode != 0x03 && opcode != 0x07 && opcode != 0x37;
    if (cases) {
      // The pair in E is looked at later than the code's end.
      assertThat(SvmLockSteps.end(SvmLockSteps.code(0x0C, opcode, 1, 0, 0, 0), LARGE))
          .isEqualTo("bad-pc");
      assertThat(SvmLockSteps.end(SvmLockSteps.code(opcode, 255, 0, 0, 0, 0), LARGE))
          .isEqualTo("bad-pc");
    } else if (label) {
      assertThat(SvmLockSteps.end(SvmLockSteps.code(0x0C, opcode, 0), LARGE)).isEqualTo("bad-pc");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SKIP, bad-pc", // over the end
    "GOTO 0, bad-pc",
    "GOTO 14, bad-pc",
    "GOTO 18, bad-pc", // the end
    "GOTO 65535, bad-pc",
    "CALL 65535, bad-pc",
    "PUSH/GOTOFALSE 14, bad-pc",
    "GOTOIFALSE 14, bad-pc",
    "PUSH/RETURN, bad-pc",
    "CLEAR/DEC/PUSH/RETURN, bad-pc",
    "LOADI 0x80000013/PUSH/RETURN, bad-pc",
    "LOADI 0x10013/PUSH/RETURN, bad-pc",
    "LOADB 1/PUSH/CLEAR/PUSH/CLEAR/CONS/APP, bad-pc",
  })
  void nothingIsExecutedOutsideOfTheCode(String text, String end) throws Exception {
    assertThat(end(text, LARGE)).isEqualTo(end);
  }

  @Test
  void aProgramMayHaveNoCodeAtAll() throws Exception {
    assertThat(SvmLockSteps.end(SvmLockSteps.code(), LARGE)).isEqualTo("bad-pc");
  }
}
