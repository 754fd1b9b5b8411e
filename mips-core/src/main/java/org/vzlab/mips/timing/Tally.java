package org.vzlab.mips.timing;

/** What is counted of caches and TLBs. */
public enum Tally {
  /** Instructions fetched past the caches. */
  UNCACHED_FETCH,
  /** Lines filled in the instruction cache because they were fetched. */
  INSTRUCTION_MISS,
  /** Loads and stores of cached memory. */
  DATA_ACCESS,
  /** Those of them whose line was not in the data cache. */
  DATA_MISS,
  /** Pages that the micro-TLB of instructions did not hold. */
  INSTRUCTION_TLB_MISS,
  /** Loads and stores of mapped pages. */
  DATA_MAPPED,
  /** Pages that the micro-TLB of data did not hold. */
  DATA_TLB_MISS,
  /** TLB exceptions, of both TLBs. */
  TLB_EXCEPTION;

  /** The place of this constant in arrays of the hot path, and in snapshots. */
  @SuppressWarnings("EnumOrdinal")
  final int index = ordinal();
}
