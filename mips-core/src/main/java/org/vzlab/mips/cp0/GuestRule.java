package org.vzlab.mips.cp0;

/** What happens when guest kernel code names a CP0 register (with GuestCtl0.CP0 = 1). */
enum GuestRule {
  /** The guest's own register: no trap, unless the register's {@link GuestGroup} is taken away. */
  OWN,
  /** Guest.Count: read GPSI unless GT = 1; written GPSI always. */
  COUNT,
  /** Guest.Compare: GPSI unless GT = 1. */
  TIMER,
  /** Config to Config5: read freely; written GPSI unless CF = 1. */
  CONFIG,
  /** Read freely; written GPSI always (Config7 of this core; tinyVP's guests read it). */
  READ_ONLY,
  /** The guest has one, but every access is GPSI (the shadow set registers of this core). */
  HIDDEN,
  /** Root's alone: GPSI always, and MFGC0 reads 0. */
  ROOT_ONLY
}
