package org.vzlab.vp.exit;

/** What the hypervisor does about one kind of exit. */
@FunctionalInterface
public interface ExitHandler {
  /** Handles the exit. Never throws, whatever the guest has done. */
  Outcome handle(Exit exit);
}
