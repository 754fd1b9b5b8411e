package org.vzlab.vp.layout;

import java.util.List;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Findings;

/** Refuses ranges that get in each other's way. */
final class Overlaps {
  private Overlaps() {}

  /**
   * Checks the address space of one guest: a guest physical address has one meaning, unless two
   * windows mean the same.
   */
  static void checkInside(List<Grant> own) throws ConfigException {
    for (int i = 0; i < own.size(); i++) {
      for (Grant other : own.subList(0, i)) {
        Grant grant = own.get(i);
        if (grant.overlapsAt(other) && !meanTheSame(grant, other)) {
          throw new ConfigException(
              Check.GUEST_ADDRESSES,
              grant.position(),
              grant.describe(),
              "addresses that the guest does not use yet",
              "they overlap " + other.describe() + " at " + other.position());
        }
      }
    }
  }

  /** Checks the physical addresses of all guests. */
  static void check(List<Grant> grants, Findings findings) {
    for (int i = 0; i < grants.size(); i++) {
      Grant grant = grants.get(i);
      List<Grant> before = grants.subList(0, i);
      findings.attempt(() -> check(grant, before));
    }
  }

  private static void check(Grant grant, List<Grant> before) throws ConfigException {
    for (Grant other : before) {
      if (grant.overlapsPhysically(other) && !grant.sharesWith(other)) {
        throw new ConfigException(
            Check.PHYSICAL_ADDRESSES,
            grant.position(),
            grant.describe() + " at physical " + Grant.hex(grant.physical()),
            "physical addresses of its own",
            "they overlap "
                + other.describe()
                + " at "
                + other.position()
                + ": move one, or share both with flag s");
      }
    }
  }

  private static boolean meanTheSame(Grant one, Grant other) {
    boolean windows = small(one) && small(other);
    return windows
        && one.base() - one.physical() == other.base() - other.physical()
        && one.emulator().equals(other.emulator())
        && one.flags().sameAs(other.flags());
  }

  private static boolean small(Grant grant) {
    return grant.alwaysWindow() || grant.size() < Grant.PAGE;
  }
}
