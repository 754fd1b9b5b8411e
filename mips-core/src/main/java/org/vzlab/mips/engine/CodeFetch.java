package org.vzlab.mips.engine;

import java.util.Arrays;
import org.vzlab.kit.bus.Memory;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.isa.Instruction;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.mmu.Access;

/**
 * From a virtual address to a decoded instruction: the pages that are being executed, in arrays
 * that the fast path indexes by page number, and behind them the {@link CodeCache}.
 *
 * <p>A microMIPS instruction that begins in one page and ends in the next is put together each time
 * it is executed: the next page may have become another one. An instruction in a page that {@link
 * org.vzlab.mips.mmu.Fetches#isKept} does not let us keep is fetched and decoded each time.
 */
final class CodeFetch {
  /** Masks an address down to its page. */
  static final int PAGE_MASK = -Memory.PAGE;

  /** Masks an address down to its place in the page. */
  static final int IN_PAGE = Memory.PAGE - 1;

  /** A tag that no page has. */
  private static final int NO_PAGE = 1;

  /** Pages whose translation is kept; a power of two. */
  private static final int PAGES = 64;

  /** Instructions that are kept by their bits; a power of two. */
  private static final int DECODED = 4096;

  private final Hart hart;
  private final InstructionSet instructionSet;
  private final CodeCache codeCache;

  private final int[] pageTag = new int[PAGES];
  private final Instruction[][] pageCode = new Instruction[PAGES][];
  private final Memory[] pageMemory = new Memory[PAGES];
  private final int[] pageOffset = new int[PAGES];
  private final int[] pagePhysical = new int[PAGES];
  private long epoch = -1;

  /** The instruction that reaches out of a page, as it was decoded last, by the page's index. */
  private final Instruction[] crossing = new Instruction[PAGES];

  /** Stands for a page whose instructions are not kept: nothing is ever put into it. */
  private final Instruction[] notKept = new Instruction[Memory.PAGE];

  /** Instructions of pages that are not kept, by their bits. */
  private final Instruction[] decoded = new Instruction[DECODED];

  private final int[] decodedBits = new int[DECODED];
  private final Isa[] decodedIsa = new Isa[DECODED];

  /** The instruction that was decoded last in a page that is not kept. */
  private Instruction passing;

  /** Whether the instruction at {@link Hart#pc} could be fetched. */
  private boolean fetched;

  /** What a processor executes. */
  CodeFetch(Hart hart, InstructionSet instructionSet) {
    this.hart = hart;
    this.instructionSet = instructionSet;
    codeCache = new CodeCache(hart.mmu::flush);
  }

  /** A run begins: whatever raises an exception from now on has been fetched. */
  void begin() {
    fetched = true;
  }

  /** Whether the instruction at {@link Hart#pc}, which has raised an exception, was fetched. */
  boolean isDone() {
    return fetched;
  }

  /** The physical page of an address in a page that has been fetched. */
  int physical(int pc) {
    return pagePhysical[(pc >>> 12) & (PAGES - 1)];
  }

  /** The decoded page of an address; what has not been decoded in it is null. */
  Instruction[] page(int pc) throws GuestTrap {
    return isFetched(pc) ? pageCode[(pc >>> 12) & (PAGES - 1)] : fetchSlowly(pc, pc);
  }

  private boolean isFetched(int pc) {
    return epoch == hart.mmu.epoch() && pageTag[(pc >>> 12) & (PAGES - 1)] == (pc & PAGE_MASK);
  }

  /**
   * Finds a page.
   *
   * @param pc the instruction's address
   * @param part the address of the part of it that is in the page
   */
  private Instruction[] fetchSlowly(int pc, int part) throws GuestTrap {
    hart.pc = pc;
    fetched = false;
    hart.mmu.fetches.before(pc & ~1);
    checkAligned(pc);
    hart.mmu.fetches.find(part & ~1);
    Memory memory = hart.mmu.fetches.memory();
    Instruction[] code =
        hart.mmu.fetches.isKept() ? codeCache.page(memory, hart.mmu.fetches.offset()) : notKept;
    if (epoch != hart.mmu.epoch()) {
      Arrays.fill(pageTag, NO_PAGE);
      hart.mmu.timing.forgetLines();
      epoch = hart.mmu.epoch();
    }
    int index = (part >>> 12) & (PAGES - 1);
    pageTag[index] = part & PAGE_MASK;
    pageCode[index] = code;
    pageMemory[index] = memory;
    pageOffset[index] = hart.mmu.fetches.offset();
    pagePhysical[index] = hart.mmu.fetches.physical();
    fetched = true;
    return code;
  }

  /** MIPS32 instructions stand at multiples of 4; only a jump can lead elsewhere. */
  private void checkAligned(int pc) throws GuestTrap {
    if ((pc & 3) == 2) {
      hart.pc = pc;
      fetched = false;
      throw hart.traps.addressError(pc, Access.FETCH);
    }
  }

  /** Decodes the instruction at an address in a page that has been fetched. */
  Instruction decode(int pc) throws GuestTrap {
    if (!isKept(pc)) {
      return decodePassing(pc);
    }
    checkAligned(pc);
    if (reachesIntoNextPage(pc)) {
      return decodeCrossing(pc, read(pc, 2));
    }
    Instruction instruction = decode(Isa.at(pc), bits(pc));
    pageCode[(pc >>> 12) & (PAGES - 1)][pc & IN_PAGE] = instruction;
    return instruction;
  }

  private Instruction decode(Isa isa, int bits) {
    Instruction instruction = instructionSet.decode(isa, bits);
    instruction.fold(hart.pipeline);
    return instruction;
  }

  private boolean isKept(int pc) {
    return pageCode[(pc >>> 12) & (PAGES - 1)] != notKept;
  }

  /** Fetches and decodes an instruction in a page that is not kept. */
  private Instruction decodePassing(int pc) throws GuestTrap {
    hart.pc = pc;
    fetched = false;
    hart.mmu.fetches.before(pc & ~1);
    checkAligned(pc);
    int first = hart.mmu.fetches.half(pc & ~1);
    boolean micromips = Isa.at(pc) == Isa.MICROMIPS;
    if (micromips && InstructionSet.length(first) == 2) {
      passing = again(Isa.MICROMIPS, first << 16);
    } else if (micromips && (pc & IN_PAGE) == IN_PAGE) {
      passing = decodeCrossing(pc, first);
    } else {
      int second = hart.mmu.fetches.half((pc & ~1) + 2);
      passing =
          micromips
              ? again(Isa.MICROMIPS, first << 16 | second)
              : again(Isa.MIPS32, second << 16 | first);
    }
    fetched = true;
    return passing;
  }

  /** Decodes bits that have probably been decoded before. */
  private Instruction again(Isa isa, int bits) {
    int place = (bits ^ bits >>> 16 ^ (isa == Isa.MICROMIPS ? DECODED / 2 : 0)) & (DECODED - 1);
    if (decoded[place] == null || decodedBits[place] != bits || decodedIsa[place] != isa) {
      decoded[place] = decode(isa, bits);
      decodedBits[place] = bits;
      decodedIsa[place] = isa;
    }
    return decoded[place];
  }

  /**
   * Decodes an instruction of microMIPS that ends in the next page.
   *
   * @param first its first halfword
   */
  private Instruction decodeCrossing(int pc, int first) throws GuestTrap {
    int behind = pc + 2;
    if (!isFetched(behind)) {
      fetchSlowly(pc, behind);
    }
    int bits = first << 16 | secondHalf(pc);
    int index = (pc >>> 12) & (PAGES - 1);
    if (crossing[index] == null || crossing[index].word != bits) {
      crossing[index] = decode(Isa.MICROMIPS, bits);
    }
    return crossing[index];
  }

  /** The halfword behind the first of a page, which has been fetched. */
  private int secondHalf(int pc) throws GuestTrap {
    int behind = pc + 2;
    if (isKept(behind)) {
      return read(behind, 2);
    }
    hart.pc = pc;
    fetched = false;
    int half = hart.mmu.fetches.half(behind & ~1);
    fetched = true;
    return half;
  }

  private boolean reachesIntoNextPage(int pc) {
    return (pc & IN_PAGE) == IN_PAGE && InstructionSet.length(read(pc, 2)) > 2;
  }

  /** The bits of an instruction that does not reach into the next page, as decoding wants them. */
  private int bits(int pc) {
    if (Isa.at(pc) == Isa.MIPS32) {
      return read(pc, 4);
    }
    int first = read(pc, 2);
    boolean whole = InstructionSet.length(first) > 2 && !reachesIntoNextPage(pc);
    return first << 16 | (whole ? read(pc + 2, 2) : 0);
  }

  /**
   * The instruction executed last, with the bits that BadInstr shows; from memory, if it has
   * overwritten itself.
   */
  Instruction last(int pc) {
    if (!isKept(pc)) {
      return passing;
    }
    int index = (pc >>> 12) & (PAGES - 1);
    Instruction instruction = pageCode[index][pc & IN_PAGE];
    if (instruction == null) {
      instruction =
          reachesIntoNextPage(pc) && crossing[index] != null
              ? crossing[index]
              : decode(Isa.at(pc), bits(pc));
    }
    return instruction;
  }

  /** Some bytes at an address in a page that has been fetched. */
  private int read(int pc, int size) {
    int index = (pc >>> 12) & (PAGES - 1);
    return pageMemory[index].read(pageOffset[index] + (pc & IN_PAGE & ~1), size);
  }
}
