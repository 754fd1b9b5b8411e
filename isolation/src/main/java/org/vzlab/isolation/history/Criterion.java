package org.vzlab.isolation.history;

import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Schedule;

/** When two histories of a guest count as equal. */
public enum Criterion {
  /** Every happening, exits with all registers among them, is the same in the same cycle. */
  EXACT,

  /**
   * What is sent, received, driven and exchanged is the same in the same order; when it happens is
   * measured, and one of the two runs may have come less far. Exits and the registers at them
   * depend on when others have the processor and are not compared.
   */
  CONTENT;

  /** What a schedule promises: guests in windows of a major frame do not share time. */
  public static Criterion of(Layout layout) {
    return layout.schedule() instanceof Schedule.MajorFrame ? EXACT : CONTENT;
  }
}
