package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs as text. */
class DisassemblerTest {
  @Test
  void aProgramIsShownWithItsPoolsItsLabelsAndItsOffsets() throws Exception {
    Program program =
        SvmAssembler.assemble(
            "shown",
            """
            .version 2
            .checksum off
            .int 7
            .int 7
            .string "Hi \\"you\\"\\n\\0"
            .string "there"
            .native array_get
            .native 300 1
            begin: LOADI #0
            LOADI #1
            LOADI #2
            APPF #0
            APPF #1
            CALLRTS 4
            CALLRTS 9
            PACK 1
            SWITCH { 1: begin, *: end }
            end: GOTO begin
            """);

    assertThat(Disassembler.text(program).lines())
        .containsExactly(
            ".version 2",
            ".checksum off",
            ".int 7                          ; #0 0x00000007",
            ".int 7                          ; #1 0x00000007",
            ".string \"Hi \\\"you\\\"\\n\"",
            ".string \"\\x00there\"",
            ".native array_get               ; #0",
            ".native 300 1                   ; #1",
            "L002e:",
            "    LOADI 7                     ; 002e",
            "    LOADI #1                    ; 0031",
            "    LOADI #2                    ; 0034",
            "    APPF array_get              ; 0037",
            "    APPF #1                     ; 003a",
            "    CALLRTS sync                ; 003d",
            "    CALLRTS 9                   ; 003f",
            "    PACK 1                      ; 0041",
            "    SWITCH { 1: L002e, *: L004e } ; 0044",
            "L004e:",
            "    GOTO L002e                  ; 004e");
  }

  @Test
  void bytesAfterWhatIsNoOpcodeAreShownAsBytesUpToWhereControlGets() {
    assertThat(code(0x11, 0, 22, 0xFF, 4, 4, 6, 4, 0x0D))
        .containsExactly(
            "    GOTO L0016                  ; 000f",
            "    .byte 0xff, 0x04, 0x04, 0x06 ; 0012",
            "L0016:",
            "    PUSH                        ; 0016",
            "    STOP                        ; 0017");
  }

  @Test
  void labelsThatHitNoInstructionAreNumbers() {
    assertThat(code(0x11, 0, 16)).containsExactly("    GOTO 16                     ; 000f");
    assertThat(code(0x12, 0, 0, 0x34, 0xFF, 0xFF, 0x0F))
        .containsExactly(
            "    GOTOFALSE 0                 ; 000f",
            "    COMB 65535                  ; 0012",
            "    RETURN                      ; 0015");
  }

  @Test
  void anInstructionThatTheCodeEndsInIsBytes() {
    assertThat(code(0x0C, 0x13, 2, 0, 0))
        .containsExactly(
            "    SKIP                        ; 000f", "    .byte 0x13, 0x02, 0x00, 0x00 ; 0010");
  }

  private static List<String> code(int... bytes) {
    byte[] code = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      code[i] = (byte) bytes[i];
    }
    Program program = ProgramWriter.program(1, new int[0], new byte[0], List.of(), code);
    return Disassembler.text(program).lines().toList();
  }
}
