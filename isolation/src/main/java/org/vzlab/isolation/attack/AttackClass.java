package org.vzlab.isolation.attack;

/** Kinds of attacks. */
public enum AttackClass {
  RANDOM_STREAM("random instructions in all modes"),
  PRIVILEGED("privileged and virtualization instructions"),
  TLB("forged and aliased entries of the guest's own TLB"),
  SELF_MODIFYING("code that writes code"),
  EXCEPTIONS("exceptions inside exceptions"),
  STORM("storms of traps, interrupts and console characters"),
  DMA("DMA from everywhere to everywhere"),
  TIME("WAIT, the timer, and instructions that take long"),
  MAILBOX("floods of mailbox and supervision registers"),
  DEVICES("registers of all devices, granted or not"),
  MIXED_ISA("microMIPS and MIPS32 mixed"),
  BOUNDARY("accesses and jumps across boundaries"),
  FPU_DSP("the FPU and the DSP"),
  GARBAGE("random bytes"),
  MIX("some of all the others");

  private final String about;

  AttackClass(String about) {
    this.about = about;
  }

  /** What it does. */
  public String about() {
    return about;
  }

  /**
   * The class of a seed. Of as many seeds in a row as there are classes, from a multiple of their
   * number on, each has another one; the order changes from row to row, so that every shard of a
   * campaign has all of them.
   */
  public static AttackClass of(long seed) {
    int count = values().length;
    long row = Math.floorDiv(seed, count);
    long hash = row * 0x9E3779B97F4A7C15L;
    return values()[(int) Math.floorMod(seed + (hash ^ hash >>> 32), (long) count)];
  }
}
