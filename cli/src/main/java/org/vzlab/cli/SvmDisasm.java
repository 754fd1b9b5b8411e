package org.vzlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.Disassembler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes text of a Sense-VM program. */
@Command(
    name = "disasm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Writes a Sense-VM program as assembly text, which assembles to the same bytes.")
final class SvmDisasm {
  @Parameters(paramLabel = "FILE", description = "A program (.svm).")
  private Path file;

  /**
   * Writes the text; a reader that goes away ends it.
   *
   * @return the exit status
   * @throws UserError if the file cannot be used
   */
  int execute(Host host) throws UserError {
    String text = Disassembler.text(SvmFiles.required(file));
    try {
      host.out().write(text.getBytes(StandardCharsets.UTF_8));
      host.out().flush();
    } catch (IOException readerGone) {
      return ExitStatus.OK;
    }
    return ExitStatus.OK;
  }
}
