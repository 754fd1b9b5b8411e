package org.vzlab.soc.peripheral;

import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.Register;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * The flash controller (DS60001320 section 5), which programs and erases nothing: every operation
 * but the empty one is reported, ends at once and fails with WRERR, so that software which waits
 * for WR goes on and knows.
 */
public final class FlashController extends Block {
  private final Field nvmop;
  private final Field wr;
  private final Field wren;
  private final Field wrerr;

  /** Claims NVMCON; the other registers are declared unmodelled. */
  public FlashController(Site site) {
    super(site);
    Register nvmcon = register("NVMCON").unmodelled("BFSWAP", "PFSWAP").onWrite(this::written);
    nvmop = nvmcon.field("NVMOP");
    wr = nvmcon.field("WR");
    wren = nvmcon.field("WREN");
    wrerr = nvmcon.field("WRERR");
  }

  private void written(int before, int after) {
    if (wr.isSet()) {
      wr.set(false);
      boolean operation = nvmop.get() != 0;
      if (operation && wren.isSet()) {
        reportUnmodelled("NVMCON.WR", true);
      }
      wrerr.set(operation);
    }
  }
}
