package org.vzlab.cli.svm;

import java.io.PrintStream;
import org.vzlab.board.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands for Sense-VM. */
@Command(
    name = "svm",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Sense-VM programs: packs them as containers.")
public final class Svm {
  /** The names of its commands, for messages. */
  public static final String COMMANDS = "pack";

  /** One of its commands. */
  public interface Subcommand {
    /**
     * Does all there is to do.
     *
     * @param out standard output
     * @param err standard error
     * @return the exit status
     * @throws UserError if what the user asks for cannot be done
     */
    int execute(PrintStream out, PrintStream err) throws UserError;
  }

  /** It with its commands. */
  public static CommandLine line() {
    return new CommandLine(new Svm()).addSubcommand(new SvmPack());
  }

  private Svm() {}
}
