package org.vzlab.mips.oracle;

/** What becomes of an instruction, or the table that has to be asked next. */
enum Verdict {
  /** It does what it does. */
  EXECUTES,
  /** Guest Privileged Sensitive Instruction: exit to root. */
  GPSI,
  /** Guest Software Field Change: exit to root. */
  GSFC,
  /** Hypercall: exit to root. */
  HC,
  /** Coprocessor Unusable in the executing context, coprocessor 0. */
  CPU0,
  /** The same, coprocessor 1. */
  CPU1,
  /** The same, coprocessor 2, which this core does not have. */
  CPU2,
  /** Coprocessor Unusable in root, coprocessor 1, though a guest executes. */
  ROOT_CPU1,
  /** DSP state disabled in the executing context. */
  DSPDIS,
  /** The same in root, though a guest executes. */
  ROOT_DSPDIS,
  /** Reserved Instruction in the executing context, or its redirection. */
  RI,
  /** Guest Reserved instruction Redirect: exit to root. */
  GRR,
  /** System call, breakpoint and trap in the executing context. */
  SYS,
  BP,
  TR,
  OV,
  /** Machine Check, in root. */
  MCHECK,
  /** Debug exception. */
  DEBUG,
  /** By GuestCtl0.CP0. */
  BY_CP0,
  /** By the register read. */
  BY_READ,
  /** By the register written. */
  BY_WRITE,
  /** By what is written. */
  BY_CHANGE,
  /** By who controls the MMU. */
  BY_MMU,
  /** By the other entries of root's TLB. */
  BY_CONFLICT,
  /** By the operation on the cache. */
  BY_CACHE,
  /** By the guest's shadow sets. */
  BY_SETS,
  /** By HWREna. */
  BY_HWRENA,
  /** By Debug.DM. */
  BY_DEBUG,
  /** By both Status.CU1. */
  BY_CU1,
  /** By both Status.MX. */
  BY_MX
}
