package org.vzlab.mips.cp0;

/** On whose behalf a CP0 register is read or written, and so whose it is and which bits change. */
public enum Accessor {
  /** MFC0 and MTC0 in root mode: root's register. */
  ROOT,
  /** MFC0 and MTC0 in guest mode, once they are known not to trap: the guest's register. */
  GUEST,
  /** MFGC0 and MTGC0: the guest's register, with the fields that only root may set. */
  ROOT_FOR_GUEST;

  /** Whether it is the guest's register. */
  public boolean isGuestBank() {
    return this != ROOT;
  }
}
