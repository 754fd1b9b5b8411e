package org.vzlab.cli;

import org.vzlab.board.UserError;
import org.vzlab.svm.machine.Resources;
import picocli.CommandLine.Option;

/** What a Sense-VM program has, as options. */
final class SvmResources {
  @Option(
      names = "--heap-cells",
      paramLabel = "N",
      defaultValue = "157",
      description = "Pairs of the heap, 1 to 65535. Default: ${DEFAULT-VALUE}.")
  private String heapCells;

  @Option(
      names = "--stack-entries",
      paramLabel = "N",
      defaultValue = "42",
      description = "Entries of the stack of each context, 1 to 65535. Default: ${DEFAULT-VALUE}.")
  private String stackEntries;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      defaultValue = "4",
      description = "Contexts, 1 to 16. Default: ${DEFAULT-VALUE}.")
  private String contexts;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "100",
      description = "Channels, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private String channels;

  @Option(
      names = "--array-bytes",
      paramLabel = "N",
      defaultValue = "0",
      description = "Bytes of array memory, 0 to 65535. Default: ${DEFAULT-VALUE}.")
  private String arrayBytes;

  /**
   * What was asked for.
   *
   * @throws UserError if there cannot be so much
   */
  Resources resources() throws UserError {
    return new Resources(
        (int) number("--heap-cells", heapCells, 1, 65535),
        (int) number("--stack-entries", stackEntries, 1, 65535),
        (int) number("--contexts", contexts, 1, 16),
        (int) number("--channels", channels, 1, 100),
        (int) number("--array-bytes", arrayBytes, 0, 65535));
  }

  /**
   * The number that an option gives.
   *
   * @throws UserError if it is none, or not from the least to the most
   */
  static long number(String option, String text, long least, long most) throws UserError {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // It is said below what was expected.
    }
    throw new UserError(
        "%s %s: expected a whole number from %s"
            .formatted(
                option, text, most == Long.MAX_VALUE ? least + " on" : least + " to " + most));
  }
}
