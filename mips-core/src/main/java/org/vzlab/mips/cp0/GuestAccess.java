package org.vzlab.mips.cp0;

/**
 * Whether a CP0 access by guest kernel code executes or leaves to root (MD00847, and what proven
 * hypervisors handle). The choices where no public source decides: a number that names no register
 * is GPSI; GSFC covers the fields that the table of {@link Cp0Register} marks so; only a write that
 * changes such a field traps.
 */
public final class GuestAccess {
  /** What becomes of the access. */
  public enum Answer {
    /** It executes. */
    ALLOWED,
    /** It raises Guest Privileged Sensitive Instruction. */
    GPSI,
    /** It raises Guest Software Field Change. */
    GSFC;

    static Answer allowedIf(boolean condition) {
      return condition ? ALLOWED : GPSI;
    }
  }

  private GuestAccess() {}

  /**
   * MFC0 in guest kernel mode.
   *
   * @param register the register named, or null if there is none
   * @param root root's registers
   */
  public static Answer read(Cp0Register register, Cp0 root) {
    return register == null || takenAway(register, root)
        ? Answer.GPSI
        : register.guestRead(root.get(Cp0Register.GUEST_CTL0));
  }

  /**
   * MTC0 in guest kernel mode.
   *
   * @param register the register named, or null if there is none
   * @param old the guest's register now
   * @param value what the guest writes
   * @param root root's registers
   */
  public static Answer write(Cp0Register register, int old, int value, Cp0 root) {
    if (register == null || takenAway(register, root)) {
      return Answer.GPSI;
    }
    int guestCtl0 = root.get(Cp0Register.GUEST_CTL0);
    Answer answer = register.guestWrite(guestCtl0);
    if (answer != Answer.ALLOWED) {
      return answer;
    }
    if ((root.get(Cp0Register.GUEST_CTL0_EXT) & GuestCtl.FCD) != 0) {
      return Answer.ALLOWED;
    }
    int changed = register.written(old, value, Accessor.GUEST) ^ old;
    return (changed & register.fieldChange(guestCtl0)) != 0 ? Answer.GSFC : Answer.ALLOWED;
  }

  /**
   * Whether guests manage a TLB of their own: not if root does it for them (GuestCtl0.AT = 1), nor
   * if root wants to see what they do to it (GuestCtl0Ext.MG).
   */
  public static boolean hasTlb(Cp0 root) {
    return !GuestGroup.MMU.traps(
        root.get(Cp0Register.GUEST_CTL0), root.get(Cp0Register.GUEST_CTL0_EXT));
  }

  private static boolean takenAway(Cp0Register register, Cp0 root) {
    int guestCtl0 = root.get(Cp0Register.GUEST_CTL0);
    return (guestCtl0 & GuestCtl.CP0) == 0
        || register.group().traps(guestCtl0, root.get(Cp0Register.GUEST_CTL0_EXT));
  }
}
