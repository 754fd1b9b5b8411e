package org.vzlab.vp.cost;

import org.vzlab.mips.port.RootWork;

/** Who pays for work of the hypervisor that could be done later. */
@FunctionalInterface
public interface Purse {
  /** Pieces of work, one after another. */
  void charge(RootWork work, int times);
}
