package org.vzlab.isolation;

/** How a task gets at physical addresses. */
public enum Way {
  /** Its own loads, stores and fetches, through the TLB. */
  MAPPED,
  /** Accesses that exit, and which the hypervisor carries out on the real registers or emulates. */
  EMULATED,
  /** Bus masters that belong to it. */
  DMA
}
