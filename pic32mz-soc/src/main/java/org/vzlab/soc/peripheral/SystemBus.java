package org.vzlab.soc.peripheral;

import org.vzlab.kit.reg.Register;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * The system bus's permission registers (DS60001320 section 4.4): regions and permissions are
 * stored and read back, error logs are cleared as the part clears them.
 *
 * <p>Permissions are not enforced, so the logs and SBFLAG stay 0; changing a region, a permission
 * or ERRP is reported. After a reset RD and WR hold what the device pack has, 0xF; the data sheet
 * says 7, and which is right is not known.
 */
public final class SystemBus extends Block {
  /** Claims every register in its range. */
  public SystemBus(Site site) {
    super(site);
    for (RegisterSpec spec : site.part().registers(site.base(), site.size())) {
      claim(spec.name());
    }
  }

  private void claim(String name) {
    Register register = register(name);
    if (name.endsWith("ELOG1")) {
      int clearable = register.spec().writable();
      register.stores(raw -> register.get() & ~(raw & clearable));
    } else if (!name.contains("ECLR")
        && !name.contains("ELOG")
        && register.spec().writable() != 0) {
      register.onWrite((before, after) -> reportChange(name, before, after));
    }
  }

  private void reportChange(String name, int before, int after) {
    if (before != after) {
      reportUnmodelled(name, true);
    }
  }
}
