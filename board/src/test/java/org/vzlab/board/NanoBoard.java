package org.vzlab.board;

import java.nio.file.Path;
import org.vzlab.kit.bus.Region;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;

/** Boards with the images of firmware/nano-hypervisor. */
final class NanoBoard {
  private static final Path FOLDER = TestBoard.ROOT.resolve("firmware/nano-hypervisor");

  private NanoBoard() {}

  /** A board as the command line opens it for a build: mips32, micromips or hostile. */
  static TestBoard open(String build) throws UserError {
    return TestBoard.open(file(build));
  }

  /**
   * The same with other code for the second guest, in the place of that in the image, which a
   * symbol tells.
   */
  static TestBoard withSecondGuest(String build, byte[] code) throws UserError, ImageException {
    TestBoard board = open(build);
    int image =
        ImageFile.load(file(build)).symbols().stream()
            .filter(symbol -> symbol.name().equals("guest2_image"))
            .findFirst()
            .orElseThrow()
            .address();
    for (int i = 0; i < code.length; i++) {
      int address = Image.physical(image) + i;
      Region region = board.board.bus.at(address);
      region.memory().write(region.offsetInMemory(address), 1, code[i]);
    }
    return board;
  }

  private static Path file(String build) {
    return FOLDER.resolve("nano-" + build + ".elf");
  }
}
