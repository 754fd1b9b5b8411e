package org.vzlab.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.vzlab.board.UserError;
import org.vzlab.svm.format.AssemblyException;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
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

  /** The first byte of a program that is not text. */
  private static final byte FIRST = (byte) 0xFE;

  @Parameters(paramLabel = "FILE", description = "Assembly text.")
  private Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The program; - is standard output. Default: the name of the text, ending with .svm.")
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
    byte[] written =
        asText ? ProgramWriter.text(program).getBytes(StandardCharsets.UTF_8) : program;
    Path to = output == null ? beside() : output;
    if (to.toString().equals(SvmFiles.STANDARD_OUTPUT)) {
      return print(host, written);
    }
    SvmFiles.requireReplaceable("--output", to, file, "Sense-VM program", SvmAsm::isProgram);
    try (OutputFile out = OutputFile.open("--output", to)) {
      out.write(written);
    }
    host.err().println("vzlab: " + to + ": a program of " + program.length + " bytes");
    return ExitStatus.OK;
  }

  private static int print(Host host, byte[] written) {
    try {
      host.out().write(written);
      host.out().flush();
    } catch (IOException readerGone) {
      return ExitStatus.OK;
    }
    return ExitStatus.OK;
  }

  /** Whether a file is a program, be it a damaged one. */
  private static boolean isProgram(byte[] bytes) {
    if (bytes[0] == FIRST) {
      return true;
    }
    try {
      Loader.load("", bytes);
      return true;
    } catch (FormatException e) {
      return false;
    }
  }

  private Path beside() {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return file.resolveSibling((dot < 1 ? name : name.substring(0, dot)) + SUFFIX);
  }
}
