package org.vzlab.svm.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs of firmware/svm are what their texts say, and the verifier has nothing against them.
 */
final class ExamplesTest {
  private static final Path FOLDER = Path.of("../firmware/svm");

  private static List<Path> files(String suffix) {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> texts() {
    return files(".s");
  }

  private static Path program(Path text) {
    return text.resolveSibling(text.getFileName().toString().replaceAll("\\.s$", ".svm"));
  }

  /** -Dvzlab.write=true writes the programs. */
  @ParameterizedTest
  @MethodSource("texts")
  void aProgramIsWhatItsTextAssemblesTo(Path text) throws Exception {
    byte[] assembled =
        ProgramWriter.bytes(SvmAssembler.assemble(text.toString(), Files.readString(text)));
    if (Boolean.getBoolean("vzlab.write")) {
      Files.write(program(text), assembled);
    }

    assertThat(Files.readAllBytes(program(text)))
        .as("%s; to write it anew, run this test with -Dvzlab.write=true", program(text))
        .isEqualTo(assembled);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void theVerifierAcceptsIt(Path text) throws Exception {
    Verdict verdict = Verifier.verify(Loader.read(program(text)));

    assertThat(verdict.errors()).isEmpty();
    assertThat(verdict.warnings()).isEmpty();
    assertThat(verdict.spawned()).isInstanceOf(StackBound.Bounded.class);
    if (!text.startsWith(FOLDER.resolve("bench"))) {
      assertThat(verdict.first()).isInstanceOf(StackBound.Bounded.class);
    }
  }

  @Test
  void noProgramIsWithoutItsText() {
    assertThat(files(".svm"))
        .isNotEmpty()
        .containsExactlyElementsOf(texts().stream().map(ExamplesTest::program).sorted().toList());
  }
}
