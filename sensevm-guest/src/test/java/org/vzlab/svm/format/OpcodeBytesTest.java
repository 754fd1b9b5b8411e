package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of every instruction, written down from docs/sense-vm.md's table. */
class OpcodeBytesTest {
  private static final String TABLE =
      """
      FST | 00
      SND | 01
      ACC 2 | 02 02
      REST 255 | 03 ff
      PUSH | 04
      SWAP | 05
      LOADI #258 | 06 01 02
      LOADB 1 | 07 01
      CLEAR | 08
      CONS | 09
      CUR 258 | 0a 01 02
      PACK 65534 | 0b ff fe
      SKIP | 0c
      STOP | 0d
      APP | 0e
      RETURN | 0f
      CALL 258 | 10 01 02
      GOTO 258 | 11 01 02
      GOTOFALSE 258 | 12 01 02
      SWITCH { 1: 258, *: 772 } | 13 02 00 01 01 02 ff ff 03 04
      ABS | 14
      NEG | 15
      NOT | 16
      DEC | 17
      ADDI | 18
      MULI | 19
      MINI | 1a
      ADDF | 1b
      MULF | 1c
      MINF | 1d
      GT | 1e
      LT | 1f
      EQ | 20
      GE | 21
      LE | 22
      ADDU | 23
      MULU | 24
      MINU | 25
      GTU | 26
      LTU | 27
      EQU | 28
      GEU | 29
      LEU | 2a
      GTF | 2b
      LTF | 2c
      EQF | 2d
      GEF | 2e
      LEF | 2f
      EQB | 30
      MOVE | 31
      POP | 32
      SNOC | 33
      COMB 258 | 34 01 02
      GOTOIFALSE 258 | 35 01 02
      SWITCHI { } | 36 00
      CALLRTS time | 37 08
      APPF #258 | 38 01 02
      """;

  @Test
  void everyInstructionHasItsBytesAndItsText() throws Exception {
    String[] rows = TABLE.lines().toArray(String[]::new);
    assertThat(rows).hasSize(Opcode.count());
    for (String row : rows) {
      String statement = row.substring(0, row.indexOf(" |"));
      byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(row.substring(row.indexOf('|') + 2));

      Program program = SvmAssembler.assemble("table", statement);

      assertThat(code(program)).as(statement).isEqualTo(bytes);
      assertThat(Disassembler.text(program)).startsWith("    " + statement + " ");
    }
  }

  @Test
  void aFileHasAllItsPartsInTheirPlaces() throws Exception {
    Program program =
        SvmAssembler.assemble(
            "parts",
            """
            .int -2
            .string "Hi"
            .native array_set
            CALL f
            STOP
            f: RETURN
            """);

    assertThat(HexFormat.ofDelimiter(" ").formatHex(ProgramWriter.bytes(program)))
        .isEqualTo(
            "fe ed ca fe 01 00 01 ff ff ff fe 00 02 48 69 00 01 00 03 03 00 00 00 00 05"
                + " 10 00 1d 0d 0f fe 16 "
                + "%02x %02x".formatted(crc(program) >> 8, crc(program) & 0xFF));
  }

  private static int crc(Program program) {
    return Crc16.of(program.image(), program.codeEnd());
  }

  private static byte[] code(Program program) {
    return Arrays.copyOfRange(program.image(), program.codeStart(), program.codeEnd());
  }
}
