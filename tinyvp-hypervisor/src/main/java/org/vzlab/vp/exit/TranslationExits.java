package org.vzlab.vp.exit;

import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.cost.Work;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Window;
import org.vzlab.vp.vdev.Reach;

/**
 * An access of a guest or thread that the root TLB does not translate: a page of its tree is
 * entered, an access to a window is carried out, everything else ends it. BadVAddr is a guest's
 * physical address (MD00847, GPA), or a thread's virtual one.
 */
final class TranslationExits {
  private static final int ENTRY_V = RootPages.V;
  private static final int ENTRY_D = RootPages.D;
  private static final int CACHE = 0x2F;
  private static final int LAST_HALFWORD = 0xFFE;
  private static final int STATUS_ERL = 1 << 2;

  private TranslationExits() {}

  static Outcome load(Exit exit) {
    return missing(exit, false);
  }

  static Outcome store(Exit exit) {
    return missing(exit, true);
  }

  /** The page is there, the access is not allowed. */
  static Outcome denied(Exit exit) {
    String access =
        switch (exit.reason()) {
          case TLB_MODIFIED -> "write";
          case READ_INHIBIT -> "read";
          case EXECUTE_INHIBIT -> "fetch";
          default -> "access";
        };
    return denied(exit, access);
  }

  /** A store to a page without the right to write: it may belong to a window all the same. */
  static Outcome modified(Exit exit) {
    int address = exit.port().cp0(Cp0Register.BAD_VADDR);
    int window = exit.reach().windowAt(address);
    return window >= 0 ? inWindow(exit, window, address, true) : denied(exit);
  }

  /**
   * What the refill vector does by itself: the walk through the guest's tree, and the pair into the
   * TLB if it holds the page.
   *
   * @return whether the guest can go on
   */
  static boolean refill(Exit exit) {
    RootPort port = exit.port();
    int address = port.cp0(Cp0Register.BAD_VADDR);
    Leaf leaf = translation(exit, address, exit.reason() == ExitReason.TLB_STORE);
    port.charge(Work.REFILL_LEVEL, exit.reach().pages().levels(address));
    port.charge(leaf == null ? Work.REFILL_MISS : Work.REFILL);
    if (leaf != null) {
      enter(exit, leaf);
    }
    return leaf != null;
  }

  /** The pair that an access needs, or null if it does not have one or may not have it. */
  private static Leaf translation(Exit exit, int address, boolean store) {
    Leaf leaf = exit.reach().pages().at(address);
    int entry = leaf == null ? 0 : leaf.entryLo(address);
    boolean storeExits = store && (entry & ENTRY_D) == 0 && exit.reach().windowAt(address) >= 0;
    return (entry & ENTRY_V) != 0 && !storeExits ? leaf : null;
  }

  private static void enter(Exit exit, Leaf leaf) {
    if (exit.isOfGuest()) {
      RootPages.enter(exit.port(), leaf);
    } else {
      RootPages.enterForAsid(exit.port(), leaf);
    }
  }

  private static Outcome missing(Exit exit, boolean store) {
    int address = exit.port().cp0(Cp0Register.BAD_VADDR);
    int window = exit.reach().windowAt(address);
    Leaf leaf = translation(exit, address, store);
    if (leaf != null) {
      enter(exit, leaf);
      return Outcome.RESUME;
    }
    if (window >= 0) {
      return inWindow(exit, window, address, store);
    }
    if (exit.instruction() >>> 26 == CACHE && !isFetch(exit, address)) {
      return Outcome.SKIP;
    }
    return denied(exit, store ? "write" : isFetch(exit, address) ? "fetch" : "read");
  }

  private static Outcome inWindow(Exit exit, int number, int address, boolean store) {
    exit.port().charge(store ? Work.EMULATED_STORE : Work.EMULATED_LOAD);
    Reach reach = exit.reach();
    Window window = reach.window(number);
    int instruction = exit.instruction();
    if (isFetch(exit, address)) {
      return denied(exit, "fetch");
    }
    if (instruction >>> 26 == CACHE) {
      return Outcome.SKIP;
    }
    int size = MemoryInstruction.size(instruction);
    if (size == 0
        || MemoryInstruction.isStore(instruction) != store
        || address + size - window.base() > window.size()) {
      return new Outcome.StopGuest(
          String.format(
              "instruction %08x cannot access device %s at %08x",
              exit.badInstr(), window.device(), address));
    }
    if (!store) {
      if (!window.readable()) {
        return denied(exit, "read");
      }
      exit.log().accessed(exit.id(), window, address, size, false);
      int value = reach.read(number, address, size);
      exit.gpr(MemoryInstruction.rt(instruction), MemoryInstruction.loaded(instruction, value));
      return Outcome.SKIP;
    }
    int value = exit.gpr(MemoryInstruction.rt(instruction));
    if (window.ignoreWrites()) {
      if (window.logIgnored()) {
        exit.log().writeIgnored(exit.id(), address, size, value);
      }
      return Outcome.SKIP;
    }
    if (!window.writable()) {
      return denied(exit, "write");
    }
    exit.log().accessed(exit.id(), window, address, size, true);
    reach.write(number, address, size, value);
    return Outcome.SKIP;
  }

  /**
   * Whether it was the instruction itself that was not to be had; BadInstr is then that of an
   * earlier exception. A thread's address tells. A guest's is its physical one, which tells in an
   * unmapped segment; in a mapped one, only that the offset in the page is the instruction's and no
   * load or store explains it.
   */
  static boolean isFetch(Exit exit, int address) {
    int pc = exit.instructionAddress();
    boolean twoPages = exit.inMicromips() && (pc & 0xFFF) == LAST_HALFWORD;
    if (!exit.isOfGuest()) {
      return pc == address || (twoPages && pc + 2 == address);
    }
    boolean unmapped = pc >>> 30 == 2;
    boolean identity = pc >= 0 && (exit.port().guestCp0(Cp0Register.STATUS) & STATUS_ERL) != 0;
    if (twoPages && (address & 0xFFF) == 0) {
      // The second half of an instruction that two pages hold.
      return true;
    }
    if (unmapped || identity) {
      return (unmapped ? pc & 0x1FFFFFFF : pc) == address;
    }
    int instruction = exit.instruction();
    boolean explained =
        MemoryInstruction.touchesMemory(instruction)
            && ((MemoryInstruction.address(instruction, exit) ^ address) & 0xFFF) == 0;
    return ((pc ^ address) & 0xFFF) == 0 && !explained;
  }

  private static Outcome denied(Exit exit, String access) {
    int address = exit.port().cp0(Cp0Register.BAD_VADDR);
    Leaf leaf = exit.reach().pages().at(address);
    boolean mapped = leaf != null && (leaf.entryLo(address) & (ENTRY_V | ENTRY_D)) != 0;
    return new Outcome.StopGuest(
        String.format(
            "%s of %08x denied: %s",
            access,
            address,
            mapped || exit.reach().windowAt(address) >= 0
                ? "the configuration does not allow it"
                : "nothing is mapped there"));
  }
}
