package org.vzlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisasmTest {
  private static final String GUEST1 =
      Path.of("..").resolve("firmware/guest1/guest1.elf").toString();

  @TempDir private Path folder;
  private final FakeHost host = new FakeHost();
  private String raw;

  /** {@code nop}, {@code jr ra}. */
  @BeforeEach
  void writeImage() throws Exception {
    raw = Files.write(folder.resolve("a.bin"), new byte[] {0, 0, 0, 0, 8, 0, -32, 3}).toString();
  }

  private int vzlab(String... words) {
    return new Vzlab(
            host,
            setup -> {
              throw new AssertionError("nothing has to be run");
            })
        .execute(words);
  }

  @Test
  void theListingIsOnStandardOutputAndNothingElseIs() {
    assertThat(vzlab("disasm", raw + "@0x9D000000")).isZero();

    assertThat(host.outText())
        .isEqualTo(
            "\nDisassembly of "
                + raw
                + ", 9d000000-9d000007:\n9d000000:\t00000000 \tnop\n9d000004:\t03e00008 \tjr\tra\n");
    assertThat(host.errText()).isEmpty();
  }

  @Test
  void optionsChooseAddressesAndNames() {
    int status =
        vzlab("disasm", GUEST1, "--isa", "mips32", "--start", "0x9FC00044", "--end", "0x9FC0004C");

    assertThat(status).isZero();
    assertThat(host.outText())
        .endsWith(
            """

            9fc00044 <_start+0x44>:
            9fc00044:\t10000003 \tb\t9fc00054 <_start+0x54>
            9fc00048:\t00000000 \tnop
            """);
  }

  @Test
  void theInstructionSetCanBeChosen() throws Exception {
    byte[] micromips = {5, -19, 0x45, 0x30, 7, 0};
    String file = Files.write(folder.resolve("b.bin"), micromips).toString();

    assertThat(vzlab("disasm", file + "@0x9D000000", "--isa", "micromips")).isZero();

    assertThat(host.outText())
        .endsWith("9d000000:\ted05      \tli\tv0,5\n9d000002:\t3045 0007 \taddiu\tv0,a1,7\n");
  }

  @Test
  void noAliasesWritesInstructionsByTheirOwnNames() {
    assertThat(vzlab("disasm", raw + "@0x9D000000", "--no-aliases")).isZero();

    assertThat(host.outText()).contains("\tsll\tzero,zero,0x0\n");
  }

  @Test
  void aReaderThatHasGoneEndsTheListing() {
    host.readerGone = true;

    assertThat(vzlab("disasm", GUEST1)).isZero();
    assertThat(host.errText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nowhere.elf                | nowhere.elf: there is no such file
          GUEST1 --isa mips16        | --isa mips16: no such instruction set; use --isa mips32 or --isa micromips
          GUEST1 --start main        | --start main: expected an address such as 0x9D001000
          GUEST1 --start 0xA0000000  | there is no code at 0xA0000000-0xFFFFFFFF; its code is at 0x9FC00000-0x9FC007E3
          GUEST1 --end 0             | --end 0x00000000 is not above --start 0x00000000
          GUEST1 --frobnicate        | Unknown option: '--frobnicate'
          """)
  void aMistakeIsStatus2AndAClearMessage(String words, String message) {
    assertThat(vzlab(("disasm " + words.replace("GUEST1", GUEST1)).split(" "))).isEqualTo(2);

    assertThat(host.errText()).startsWith("vzlab: ").contains(message);
    assertThat(host.errText()).doesNotContain("\tat ");
    assertThat(host.outText()).isEmpty();
  }

  @Test
  void helpListsEveryOption() {
    assertThat(vzlab("disasm", "--help")).isZero();

    assertThat(host.outText())
        .contains("FILE", "--isa", "micromips", "--start", "--end", "--no-aliases", "objdump");
  }
}
