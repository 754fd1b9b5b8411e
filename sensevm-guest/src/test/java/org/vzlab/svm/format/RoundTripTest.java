package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Files, texts and back. */
class RoundTripTest {
  private static final int IMAGES = 10_000;

  @Test
  void whatIsDisassembledAssemblesToTheSameFile() throws Exception {
    RandomImages images = new RandomImages(1);
    for (int i = 0; i < IMAGES; i++) {
      byte[] file = ProgramWriter.bytes(images.next());
      String text = Disassembler.text(Loader.load("random", file));

      Program again = SvmAssembler.assemble("random", text);

      assertThat(ProgramWriter.bytes(again)).as(text).isEqualTo(file);
      assertThat(Disassembler.text(again)).isEqualTo(text);
    }
  }

  @Test
  void whatIsWrittenIsLoadedAsRawBytesAndAsText() throws Exception {
    RandomImages images = new RandomImages(2);
    for (int i = 0; i < IMAGES / 5; i++) {
      Program program = images.next();
      byte[] file = ProgramWriter.bytes(program);
      byte[] text = ProgramWriter.text(file).getBytes(StandardCharsets.US_ASCII);

      same(Loader.load("raw", file), program);
      same(Loader.load("text", text), program);
    }
  }

  private static void same(Program loaded, Program written) {
    assertThat(loaded.image()).isEqualTo(written.image());
    assertThat(loaded.version()).isEqualTo(written.version());
    assertThat(loaded.integers()).isEqualTo(written.integers());
    assertThat(loaded.strings()).isEqualTo(written.strings());
    assertThat(loaded.natives()).isEqualTo(written.natives());
    assertThat(loaded.codeStart()).isEqualTo(written.codeStart());
    assertThat(loaded.checksummed()).isEqualTo(written.checksummed());
  }
}
