package org.vzlab.mips.cp0;

/**
 * Groups of guest registers that GuestCtl0Ext, or GuestCtl0.AT, can make trap. Which registers
 * belong to which group has no public source beyond the bits' names; hypervisors proven on this
 * part leave all three clear.
 */
enum GuestGroup {
  /** No bit makes it trap. */
  NONE(0),
  /** GuestCtl0Ext.MG, or an MMU that root controls (GuestCtl0.AT = 1): memory management. */
  MMU(GuestCtl.MG),
  /** GuestCtl0Ext.BG: BadVAddr, BadInstr and BadInstrP. */
  BAD(GuestCtl.BG),
  /** GuestCtl0Ext.OG: UserLocal, HWREna, LLAddr and KScratch. */
  OTHER(GuestCtl.OG);

  private final int bit;

  GuestGroup(int bit) {
    this.bit = bit;
  }

  boolean traps(int guestCtl0, int guestCtl0Ext) {
    return (guestCtl0Ext & bit) != 0 || (this == MMU && GuestCtl.isRootMmu(guestCtl0));
  }
}
