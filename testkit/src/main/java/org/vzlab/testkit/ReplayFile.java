package org.vzlab.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.vzlab.board.InputFiles;
import org.vzlab.board.Setup;
import org.vzlab.board.UserError;
import org.vzlab.kit.image.ElfWriter;
import org.vzlab.kit.image.Image;

/**
 * Writes what a test has done with its board as a journal, which {@code vzlab replay} runs again to
 * the same cycle. Programs of the test are written beside it.
 */
final class ReplayFile {
  private final RunningBoard board;
  private final Path folder;
  private final StringBuilder lines = new StringBuilder();

  private ReplayFile(RunningBoard board, Path folder) {
    this.board = board;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Writes the journal.
   *
   * @param folder where to; nothing else is in it
   * @return the journal, or nothing if the test has written memory, which no journal can have
   */
  static Optional<Path> write(RunningBoard board, Path folder) throws IOException {
    return board.inputs().hasWrittenMemory()
        ? Optional.empty()
        : Optional.of(new ReplayFile(board, folder).write());
  }

  private Path write() throws IOException {
    Recipe recipe = board.recipe();
    Setup setup = recipe.setup();
    Path target = recipe.programs().isEmpty() ? Path.of(setup.target()) : configuration(recipe);
    line("vzlab journal 1");
    line("target " + target);
    if (!setup.board().equals(Setup.OWN_BOARD)) {
      line("board " + setup.board());
    }
    line("unmodelled " + setup.unmodelled().name().toLowerCase(Locale.ROOT));
    line("stale-caches " + setup.staleCaches());
    line("timing " + setup.timing().name().toLowerCase(Locale.ROOT));
    files(setup, target);
    for (Inputs.Typed typed : board.inputs().typed()) {
      String hex = HexFormat.of().formatHex(typed.bytes());
      line("type " + typed.time() + " " + typed.uart() + " " + hex);
    }
    for (Inputs.Pressed pressed : board.inputs().pressed()) {
      line("press " + pressed.from() + " " + pressed.to() + " " + pressed.button());
    }
    line("run");
    line("end " + board.now() + " " + board.summary().instructions());
    Path journal = folder.resolve("replay.vzlab");
    Places.write(journal, lines.toString().getBytes(StandardCharsets.UTF_8));
    return journal;
  }

  /** Programs as files, and the configuration with their names. */
  private Path configuration(Recipe recipe) throws IOException {
    Map<Integer, Path> files = new HashMap<>();
    for (Map.Entry<Integer, Image> program : recipe.programs().entrySet()) {
      Path file =
          folder.resolve("guest" + program.getKey()).resolve(program.getValue().name()).normalize();
      Places.write(file, ElfWriter.write(program.getValue()));
      files.put(program.getKey(), file);
    }
    Path own = Path.of(recipe.setup().target());
    String text = Files.readString(own, StandardCharsets.ISO_8859_1);
    Path moved = folder.resolve("replay.config");
    Places.write(
        moved,
        ConfigText.moved(text, own.getParent(), files).getBytes(StandardCharsets.ISO_8859_1));
    return moved;
  }

  private void files(Setup setup, Path target) throws IOException {
    Setup replayed =
        new Setup(
            target.toString(),
            setup.board(),
            setup.start(),
            setup.images(),
            setup.unmodelled(),
            setup.staleCaches(),
            setup.timing());
    try {
      for (Path file : InputFiles.of(replayed)) {
        line("file " + Fingerprint.of(Files.readAllBytes(file)) + " " + file);
      }
    } catch (UserError e) {
      throw new IllegalStateException("the configuration has been read before", e);
    }
  }

  private void line(String text) {
    lines.append(text).append('\n');
  }
}
