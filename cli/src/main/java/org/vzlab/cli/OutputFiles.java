package org.vzlab.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.board.UserError;

/** The files that a run writes, each for one option. */
final class OutputFiles implements AutoCloseable {
  /** The option that writes a file, by its absolute path. */
  private final Map<Path, String> written = new HashMap<>();

  private final List<OutputFile> files = new ArrayList<>();

  /**
   * Creates a file, or empties it.
   *
   * @param option what asked for it, for messages
   * @throws UserError if the host does not let us, or another option writes it
   */
  OutputFile open(String option, Path path) throws UserError {
    String other = written.putIfAbsent(path.toAbsolutePath().normalize(), option);
    if (other != null && !path.startsWith("/dev")) {
      throw new UserError(
          other + " and " + option + " both write " + path + "; give each a file of its own");
    }
    OutputFile file = OutputFile.open(option, path);
    files.add(file);
    return file;
  }

  /**
   * Closes them all.
   *
   * @throws OutputFile.Failed if one does not hold all that was written
   */
  @Override
  public void close() {
    OutputFile.closeAll(files);
  }
}
