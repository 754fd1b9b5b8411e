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
   * Puts other code for a guest in the place of that in the image, which a symbol tells. To be done
   * before anything runs.
   */
  static void replace(TestBoard board, String build, int guest, byte[] code)
      throws ImageException {
    int image =
        ImageFile.load(file(build)).symbols().stream()
            .filter(symbol -> symbol.name().equals("guest" + guest + "_image"))
            .findFirst()
            .orElseThrow()
            .address();
    for (int i = 0; i < code.length; i++) {
      int address = Image.physical(image) + i;
      Region region = board.board.bus.at(address);
      region.memory().write(region.offsetInMemory(address), 1, code[i]);
    }
  }

  private static Path file(String build) {
    return FOLDER.resolve("nano-" + build + ".elf");
  }
}
