package org.vzlab.board;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.Domain;

/** Which files a board is made of. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The files that {@link Boards#open} reads: configuration or image, the guests' images, further
   * images and the board file, if it is one; always in the same order.
   *
   * @throws UserError if the target is a configuration that cannot be read
   */
  public static List<Path> of(Setup setup) throws UserError {
    List<Path> files = new ArrayList<>();
    try {
      if (Boards.isConfiguration(setup.target())) {
        Configuration configuration = Configuration.read(Path.of(setup.target()));
        files.add(configuration.file());
        if (setup.board().equals(Setup.OWN_BOARD)) {
          configuration
              .board()
              .filter(own -> !isName(own.text()))
              .ifPresent(own -> files.add(own.path()));
        }
        images(configuration.guests(), files);
        images(configuration.threads(), files);
      } else {
        files.add(ImageFile.file(setup.target()));
      }
      for (String image : setup.images()) {
        files.add(ImageFile.file(image));
      }
    } catch (ConfigException | ImageException e) {
      throw new UserError(e.getMessage());
    }
    Path board = Path.of(setup.board());
    if (!isName(setup.board())
        && (Boards.isConfiguration(setup.board()) || Files.isRegularFile(board))) {
      files.add(board);
    }
    return files;
  }

  /** Whether it is a board that comes with vzlab. */
  private static boolean isName(String board) {
    return BoardFile.HARDWARE.contains(board) || BoardFile.STANDARD.contains(board);
  }

  private static void images(List<Domain> domains, List<Path> files) {
    for (Domain domain : domains) {
      domain.image().ifPresent(image -> files.add(image.path()));
    }
  }
}
