package org.vzlab.vp.layout;

import java.util.List;
import org.vzlab.kit.image.Image;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.Findings;

/** The physical memory that a board file leaves to the hypervisor. */
final class HypervisorMemory {
  /** RAM ends before this address, whatever its size (DS60001320, memory maps). */
  static final long RAM_END = 0x1000_0000;

  private HypervisorMemory() {}

  /**
   * Warns of memory of guests that can write to where the hypervisor's code is, from vzcode to the
   * board's flash for guests, or its data, from vzdata on. tinyVP does not look for it.
   */
  static void check(BoardFile board, List<Grant> grants, Findings findings) {
    long code = physical(board, "vzcode");
    long flash = Integer.toUnsignedLong(board.rom().start());
    long data = physical(board, "vzdata");
    for (Grant grant : grants) {
      boolean inCode = code >= 0 && code < flash && overlaps(grant, code, flash);
      boolean inData = data >= 0 && overlaps(grant, data, RAM_END);
      if (grant.flags().writable() && !grant.flags().ignoresWrites() && (inCode || inData)) {
        findings.warn(
            Check.HYPERVISOR,
            grant.position(),
            grant.describe()
                + " at physical "
                + Grant.hex(grant.physical())
                + " can change the hypervisor's own "
                + (inCode ? "code" : "data"));
      }
    }
  }

  private static boolean overlaps(Grant grant, long from, long to) {
    return grant.physical() < to && from < grant.physical() + grant.size();
  }

  private static long physical(BoardFile board, String key) {
    return board.number(key).isEmpty()
        ? -1
        : Integer.toUnsignedLong(Image.physical(board.number(key).getAsInt()));
  }
}
