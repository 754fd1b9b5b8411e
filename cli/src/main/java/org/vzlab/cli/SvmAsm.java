package org.vzlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.AssemblyException;
import org.vzlab.svm.format.ProgramWriter;
import org.vzlab.svm.format.SvmAssembler;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a Sense-VM program of text. */
@Command(
    name = "asm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Makes a Sense-VM program of assembly text (docs/sense-vm-assembly.md).")
final class SvmAsm {
  private static final String SUFFIX = ".svm";

  @Parameters(paramLabel = "FILE", description = "Assembly text.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The program. Default: the name of the text, ending with " + SUFFIX + ".")
  private Path output;

  @Option(
      names = "--text",
      description = "Write the program as text, 0xfe, 0xed, ..., to be included in C.")
  private boolean asText;

  /**
   * Writes the program.
   *
   * @return the exit status
   * @throws UserError if the text has a mistake or a file cannot be used
   */
  int execute(Host host) throws UserError {
    byte[] program;
    try {
      program = ProgramWriter.bytes(SvmAssembler.assemble(file.toString(), SvmFiles.text(file)));
    } catch (AssemblyException e) {
      throw new UserError(e.getMessage());
    }
    Path to = output == null ? beside() : output;
    if (to.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw new UserError(to + " is the text itself; give another file with -o");
    }
    try {
      if (asText) {
        Files.writeString(to, ProgramWriter.text(program));
      } else {
        Files.write(to, program);
      }
    } catch (IOException e) {
      throw new UserError("-o: cannot write " + to + ": " + e.getMessage());
    }
    host.err().println("vzlab: " + to + ": " + program.length + " bytes");
    return ExitStatus.OK;
  }

  private Path beside() {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + SUFFIX);
  }
}
