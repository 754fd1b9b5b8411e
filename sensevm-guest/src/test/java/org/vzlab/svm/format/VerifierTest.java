package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with programs, and how much stack they need. */
class VerifierTest {
  private static final String FIB =
      """
      LOADI 5
      CALL fib
      STOP
      fib: PUSH
      LOADI 2
      LT
      GOTOIFALSE again
      RETURN
      again: CALL fib
      RETURN
      """;

  @Test
  void aRightProgramHasNoFindings() throws Exception {
    Verdict verdict =
        verify("LOADI 1\nPUSH\nLOADI 2\nADDI\nCALL f\nSTOP\nf: APPF array_new\nRETURN\nSTOP");

    assertThat(verdict.accepted()).isTrue();
    assertThat(verdict.warnings()).isEmpty();
    assertThat(verdict.first()).isEqualTo(new StackBound.Bounded(1));
    assertThat(verdict.spawned()).isEqualTo(new StackBound.Bounded(0));
  }

  @Test
  void codeThatControlCannotFollowIsAnError() throws Exception {
    error(".byte 0x39", "0x000f: 0x39 is no opcode, and control gets here");
    error(
        "SKIP\n.byte 0x11, 0",
        "0x0010: GOTO reaches past the end of the code, and control gets here");
    error("SKIP", "0x000f: SKIP: the code ends behind it, and control goes on there");
    error("", "0x000f: there is no code");
    error(
        "GOTO 14",
        "0x000f: GOTO 14: the label, 0x000e, is outside of the code, which is 0x000f to 0x0011");
    error(
        "GOTO 18",
        "0x000f: GOTO 18: the label, 0x0012, is outside of the code, which is 0x000f to 0x0011");
    error(
        "CUR 17\nSTOP",
        "0x000f: CUR 17: the label, 0x0011, is inside of an instruction",
        "0x0011: GOTO reaches past the end of the code, and control gets here");
    error(
        "CUR 18\nSWITCH { 1: 20, 2: 65535 }",
        "0x0012: SWITCH of 2: the label of case 1, 0x0014, is inside of an instruction",
        "0x0012: SWITCH of 2: the label of case 2, 0xffff, is outside of the code,"
            + " which is 0x000f to 0x001b",
        "0x001b: 0xff is no opcode, and control gets here");
  }

  @Test
  void whatIsNotInAPoolIsAnError() throws Exception {
    error(".int 1\nLOADI #1\nSTOP", "0x0013: LOADI #1: the program has 1 integers, from 0 on");
    error("APPF #0\nSTOP", "0x000f: APPF #0: the program has 0 native functions, from 0 on");
    error(".native 19 1\nAPPF #0\nSTOP", "0x0013: APPF #0: there is no native function 19");
    error(
        ".native 2 1\nAPPF #0\nSTOP",
        "0x0013: APPF #0: the native function array_get has 2 arguments, not 1");
    error("CALLRTS 9\nSTOP", "0x000f: CALLRTS 9: the run-time system has functions 0 to 8");
    error("SWITCH { }", "0x000f: SWITCH of 0: it has no cases, so none fits");
  }

  @Test
  void programsWithContextsEndWithAStopOfItsOwn() throws Exception {
    String spawn = "COMB f\nCALLRTS spawn\nSTOP\nf: RETURN\n";
    String reason =
        "0x0012: CALLRTS 0: the last byte of the code, to which new contexts return,"
            + " is no STOP of its own";

    error(spawn, reason);
    error(
        spawn.replace("RETURN", "GOTO 13"),
        reason,
        "0x0015: GOTO 13: the label, 0x000d, is outside of the code, which is 0x000f to 0x0017");
    assertThat(verify(spawn + "STOP").accepted()).isTrue();
    assertThat(verify(spawn + "STOP").spawned()).isEqualTo(new StackBound.Bounded(1));
  }

  @Test
  void whatAlwaysTrapsIsAnError() throws Exception {
    error(
        "POP\nSTOP", "0x000f: POP: always traps, stack-underflow: nothing has been pushed for it");
    error("LOADB 1\nFST\nSTOP", "0x0011: FST: always traps, bad-pointer: E is a plain word here");
    error("REST 1\nSTOP", "0x000f: REST 1: always traps, bad-pointer: E is a plain word here");
    error(
        "PUSH\nPACK 1\nSWITCH { 2: x }\nx: STOP",
        "0x0013: SWITCH of 1: always traps, no-match: no case has the tag that is here");
    error(
        "PUSH\nAPP\nSTOP",
        "0x0010: APP: always traps, bad-pointer: what is called is a plain word");
    error("CALLRTS sync\nSTOP", "0x000f: CALLRTS 4: always traps, bad-pointer: this is no event");
    assertThat(verify("REST 0\nSTOP").accepted()).isTrue();
  }

  @Test
  void whatLooksWrongIsAWarning() throws Exception {
    warning(".checksum off\nSTOP", "0x0010: the file has no checksum");
    warning(
        ".checksum off\nSTOP\n.byte 0xfe, 0x16, 0, 0",
        "0x0010: nothing leads to the 4 bytes from here on",
        "0x0014: the file has no checksum, but its code ends like one:"
            + " is the length of the code right?");
    warning(
        "PUSH\nPACK 1\nSWITCH { 1: x, 1: x, *: x, 3: x }\nx: STOP",
        "0x0013: SWITCH of 4: case 2 has the tag of one before",
        "0x0013: SWITCH of 4: case 4 stands behind the one for any tag");
    warning(
        "PACK 65535\nSTOP",
        "0x000f: PACK 65535: 65535 in a case means any tag, so no case is for this one alone");
    warning("STOP\nSKIP\nSTOP", "0x0010: nothing leads to the byte from here on");
    warning(".native 99 1\nSTOP", "0x000b: there is no native function 99");
    warning(".native 0 1 7\nSTOP", "0x000e: the last byte of a native function is 7, not 0");
    warning(
        "STOP\n" + "SKIP\n".repeat(65_521),
        "0x0010: nothing leads to the 65521 bytes from here on",
        "0xffff: the image has 65537 bytes; labels reach the first 65535");
  }

  @Test
  void stacksAreBoundedThroughCallsClosuresAndEvents() throws Exception {
    assertThat(verify("STOP").first()).hasToString("0");
    assertThat(verify("PUSH\nPUSH\nPOP\nPUSH\nSTOP").first()).hasToString("2");
    assertThat(verify("CALL a\nSTOP\na: PUSH\nCALL b\nPOP\nRETURN\nb: RETURN").first())
        .hasToString("3");
    assertThat(verify("PUSH\nCUR f\nAPP\nSTOP\nf: PUSH\nPUSH\nPOP\nPOP\nRETURN").first())
        .hasToString("3");
    assertThat(
            verify(
                    "CALLRTS channel\nCALLRTS receive\nPUSH\nCOMB f\nCALLRTS wrap\nCALLRTS sync\n"
                        + "STOP\nf: PUSH\nPUSH\nPOP\nPOP\nRETURN")
                .first())
        .hasToString("3");
  }

  @Test
  void contextsAreBoundedApartFromTheFirst() throws Exception {
    Verdict verdict =
        verify("CUR f\nCALLRTS spawn\nPUSH\nPUSH\nPUSH\nPUSH\nSTOP\nf: PUSH\nPOP\nRETURN\nSTOP");

    assertThat(verdict.first()).hasToString("4");
    assertThat(verdict.spawned()).hasToString("2");
  }

  @Test
  void aStackWithoutABoundHasAReason() throws Exception {
    assertThat(verify(FIB).first())
        .hasToString(
            "unbounded: recursion: the call that returns to 0x002a is made again before it has");
    assertThat(verify("a: PUSH\nGOTO a").first())
        .hasToString("unbounded: the stack grows in a loop through 0x000f");
    assertThat(verify("CALLRTS channel\nCALLRTS receive\nCALLRTS sync\nPUSH\nAPP\nSTOP").first())
        .hasToString("unbounded: 0x0016: what is called here is not known");
    assertThat(verify("PUSH\nDEC\nMOVE\nRETURN").first())
        .hasToString("unbounded: 0x0012: RETURN to what is no known address");
    assertThat(verify("CALLRTS channel\nCALLRTS receive\nCALLRTS sync\nCALLRTS sync\nSTOP").first())
        .hasToString("unbounded: 0x0015: the event is not known, which may call a function");
  }

  @Test
  void callsInTooManyWaysAreGivenUp() throws Exception {
    StringBuilder text = new StringBuilder("CALL f0\nSTOP\n");
    for (int i = 0; i < 20; i++) {
      text.append("f%d: CALL f%d\nCALL f%d\nRETURN\n".formatted(i, i + 1, i + 1));
    }

    assertThat(verify(text + "f20: RETURN").first())
        .hasToString("unbounded: there are too many ways through its calls to follow them all");
  }

  @Test
  void contextsOfAFirstThatIsNotFollowedAreUnbounded() throws Exception {
    assertThat(verify("a: PUSH\nCUR f\nCALLRTS spawn\nGOTO a\nf: RETURN\nSTOP").spawned())
        .hasToString(
            "unbounded: context 0, which makes the others, was not followed:"
                + " the stack grows in a loop through 0x000f");
  }

  private static Verdict verify(String text) throws AssemblyException {
    return Verifier.verify(SvmAssembler.assemble("text", text));
  }

  private static void error(String text, String... findings) throws AssemblyException {
    assertThat(strings(verify(text).errors())).containsExactly(findings);
  }

  private static void warning(String text, String... findings) throws AssemblyException {
    Verdict verdict = verify(text);
    assertThat(verdict.errors()).isEmpty();
    assertThat(strings(verdict.warnings())).containsExactly(findings);
  }

  private static List<String> strings(List<Finding> findings) {
    return findings.stream().map(Finding::toString).toList();
  }
}
