package org.vzlab.mips.mmu;

/** What an address is used for. */
public enum Access {
  FETCH,
  LOAD,
  STORE,
  /** As LOAD, but nothing is read: a page that cannot be read can be synchronized (MD00086). */
  CACHE
}
