package org.vzlab.mips.mmu;

/** What an address is used for. */
public enum Access {
  FETCH,
  LOAD,
  STORE
}
