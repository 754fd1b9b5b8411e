package org.vzlab.vp.model;

import java.util.Map;

/** A guest, or a thread of the hypervisor, as the board sees it. */
public interface GuestView {
  int id();

  /** The name of its image, or of a thread without one that of its entry. */
  String name();

  GuestState state();

  /** Why it is {@link GuestState#FAULTED}; empty otherwise. */
  String reason();

  /** SYSCLK cycles spent in its code. */
  long cycles();

  /** How it has been served. */
  TimeUse timeUse();

  /**
   * How often it has left for the root, by reason, reasons that have occurred only: REFILL for a
   * translation that was entered, DEVICE for an access to a window, else the exit's own name.
   */
  Map<String, Long> exits();
}
