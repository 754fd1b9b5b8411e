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
  private int heapCells;

  @Option(
      names = "--stack-entries",
      paramLabel = "N",
      defaultValue = "42",
      description = "Entries of the stack of each context, 1 to 65535. Default: ${DEFAULT-VALUE}.")
  private int stackEntries;

  @Option(
      names = "--contexts",
      paramLabel = "N",
      defaultValue = "4",
      description = "Contexts, 1 to 16. Default: ${DEFAULT-VALUE}.")
  private int contexts;

  @Option(
      names = "--channels",
      paramLabel = "N",
      defaultValue = "100",
      description = "Channels, 1 to 100. Default: ${DEFAULT-VALUE}.")
  private int channels;

  @Option(
      names = "--array-bytes",
      paramLabel = "N",
      defaultValue = "0",
      description = "Bytes of array memory, 0 to 65535. Default: ${DEFAULT-VALUE}.")
  private int arrayBytes;

  /**
   * What was asked for.
   *
   * @throws UserError if there cannot be so much
   */
  Resources resources() throws UserError {
    within("--heap-cells", heapCells, 1, 65535);
    within("--stack-entries", stackEntries, 1, 65535);
    within("--contexts", contexts, 1, 16);
    within("--channels", channels, 1, 100);
    within("--array-bytes", arrayBytes, 0, 65535);
    return new Resources(heapCells, stackEntries, contexts, channels, arrayBytes);
  }

  private static void within(String option, int value, int least, int most) throws UserError {
    if (value < least || value > most) {
      throw new UserError(option + " " + value + ": expected " + least + " to " + most);
    }
  }
}
