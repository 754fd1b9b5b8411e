package org.vzlab.isolation.attack;

/**
 * An instruction of a unit that leads to an absolute address, which is known when the program is
 * put together.
 *
 * @param at offset in the unit of the instruction
 * @param field how the address is in the instruction
 * @param place what the address is counted from
 * @param offset bytes from there
 */
record Link(int at, Field field, From place, int offset) {
  /** How an address is in an instruction. */
  enum Field {
    /** J, JAL and JALX of MIPS32, and JALX of microMIPS: 26 bits, in words. */
    WORDS,
    /** J, JAL and JALS of microMIPS: 26 bits, in halfwords. */
    HALVES,
    /** LUI and ADDIU of MIPS32, one after the other: 16 bits each. */
    HIGH_AND_LOW
  }

  /** What an address is counted from. */
  enum From {
    /** The start of the unit. */
    UNIT,
    /** The start of the whole program. */
    PROGRAM,
    /** The routine that puts useful addresses into registers. */
    REFRESH,
    /** The first unit. */
    BODY
  }
}
