package org.vzlab.mips.isa;

import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.cp0.GuestTrap;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.timing.Stall;
import org.vzlab.mips.timing.Unit;

/**
 * Several loads or stores in one instruction of microMIPS (MD00582, by mnemonic), from the lowest
 * address upwards; registers of a list go in the order of their numbers.
 *
 * <p>One of them may raise an exception after others were done. The instruction can be executed
 * again then, since a base register that is among those loaded (which MD00582 calls UNPREDICTABLE)
 * is written last. In a delay slot, where it must not stand, it works as elsewhere.
 */
public final class LoadStoreMultiple {
  private static final int WORD = 4;
  private static final int LAST_REGISTER = 31;
  private static final int PAGE = -Memory.PAGE;

  private LoadStoreMultiple() {}

  /** LWM: the registers of a list. */
  @MadeBy(Unit.LOADS)
  @Op(asm = "lwm list, offset(base)")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 list:5=list base:5 0101 offset:s12 number=base")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 0100 list:2=list16 offset:4<<2 base=29 number=29")
  public static void lwm(Hart hart, int list, int base, int offset, int number) throws GuestTrap {
    int va = base + offset;
    translateAll(hart, va, Integer.bitCount(list), Access.LOAD);
    int newBase = base;
    int register = 0;
    for (int rest = list; rest != 0; rest &= rest - 1) {
      further(hart, va != base + offset);
      register = Integer.numberOfTrailingZeros(rest);
      int loaded = hart.mmu.loadWord(va);
      if (register == number) {
        newBase = loaded;
      } else {
        hart.gpr[register] = loaded;
      }
      va += WORD;
    }
    write(hart, number, newBase);
    hart.pipeline.loaded(register);
  }

  /** SWM: the registers of a list. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.LIST)
  @Op(asm = "swm list, offset(base)")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 list:5=list base:5 1101 offset:s12")
  @Encoding(isa = Isa.MICROMIPS, value = "010001 0101 list:2=list16 offset:4<<2 base=29")
  public static void swm(Hart hart, int list, int base, int offset) throws GuestTrap {
    int va = base + offset;
    translateAll(hart, va, Integer.bitCount(list), Access.STORE);
    for (int rest = list; rest != 0; rest &= rest - 1) {
      further(hart, va != base + offset);
      hart.mmu.storeWord(va, hart.gpr[Integer.numberOfTrailingZeros(rest)]);
      va += WORD;
    }
  }

  /** LWP: two registers, the first of them rd. */
  @MadeBy(Unit.LOADS)
  @Op(asm = "lwp rd, offset(base)")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 rd:5 base:5 0001 offset:s12 first=rd")
  public static void lwp(Hart hart, int first, int base, int offset) throws GuestTrap {
    requirePair(hart, first);
    int va = base + offset;
    int loaded = hart.mmu.loadWord(va);
    further(hart, true);
    int next = hart.mmu.loadWord(va + WORD);
    write(hart, first, loaded);
    write(hart, first + 1, next);
    hart.pipeline.loaded(first + 1);
  }

  /** SWP: two registers, the first of them rd. */
  @MadeBy(value = Unit.ALU, reads = MadeBy.State.LIST)
  @Op(asm = "swp rd, offset(base)")
  @Encoding(isa = Isa.MICROMIPS, value = "001000 rd:5 base:5 1001 offset:s12 first=rd")
  public static void swp(Hart hart, int first, int base, int offset) throws GuestTrap {
    requirePair(hart, first);
    int va = base + offset;
    translateAll(hart, va, 2, Access.STORE);
    hart.mmu.storeWord(va, hart.gpr[first]);
    further(hart, true);
    hart.mmu.storeWord(va + WORD, hart.gpr[first + 1]);
  }

  /** Reserved Instruction if no register follows, which MD00582 calls UNPREDICTABLE. */
  private static void requirePair(Hart hart, int first) throws GuestTrap {
    if (first == LAST_REGISTER) {
      throw hart.traps.raise(ExcCode.RI);
    }
  }

  /**
   * Raises Watch, and what a translation raises if words reach into a second page, before any
   * access.
   */
  private static void translateAll(Hart hart, int va, int words, Access access) throws GuestTrap {
    for (int i = 0; i < words; i++) {
      hart.mmu.watch(va + WORD * i, access);
    }
    int last = va + WORD * (words - 1);
    if (((va ^ last) & PAGE) != 0 && va % WORD == 0) {
      hart.mmu.translate(va, access);
      hart.mmu.translate(last & PAGE, access);
    }
  }

  /** What an access takes if it is not the first. */
  private static void further(Hart hart, boolean notFirst) {
    if (notFirst) {
      hart.timing.stall(Stall.MULTIPLE, TimingConstant.FURTHER_ACCESS);
    }
  }

  private static void write(Hart hart, int register, int value) {
    if (register != 0) {
      hart.gpr[register] = value;
    }
  }
}
