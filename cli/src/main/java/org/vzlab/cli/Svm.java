package org.vzlab.cli;

import org.vzlab.board.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What there is for Sense-VM programs. */
@Command(
    name = "svm",
    mixinStandardHelpOptions = true,
    description = "Sense-VM programs: run, assemble, disassemble, verify, pack, compare.")
final class Svm {
  private static final String COMMANDS = "run, asm, disasm, verify, pack or compare";

  private Svm() {}

  /** The command with those below it. */
  static CommandLine line() {
    return new CommandLine(new Svm())
        .addSubcommand(new SvmRun())
        .addSubcommand(new SvmAsm())
        .addSubcommand(new SvmDisasm())
        .addSubcommand(new SvmVerify())
        .addSubcommand(new SvmPack())
        .addSubcommand(new SvmCompare());
  }

  /**
   * Does what was asked for.
   *
   * @param asked the words behind {@code svm}
   * @return the exit status
   */
  int execute(Host host, CommandLine.ParseResult asked) throws UserError {
    if (!asked.hasSubcommand()) {
      host.err().println("vzlab: no command of svm given; expected " + COMMANDS);
      asked.commandSpec().commandLine().usage(host.err());
      return ExitStatus.USAGE;
    }
    Object command = asked.subcommand().commandSpec().userObject();
    if (command instanceof SvmAsm asm) {
      return asm.execute(host);
    }
    if (command instanceof SvmDisasm disasm) {
      return disasm.execute(host);
    }
    if (command instanceof SvmVerify verify) {
      return verify.execute(host);
    }
    if (command instanceof SvmPack pack) {
      return pack.execute(host);
    }
    if (command instanceof SvmCompare compare) {
      return compare.execute(host);
    }
    return ((SvmRun) command).execute(host);
  }
}
