package org.vzlab.board;

import java.util.Optional;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.mips.hart.Crossing;
import org.vzlab.mips.mmu.TlbWritten;

/** A board with somebody who keeps the ledger of its hypervisor. */
public final class LedgerRun {
  /** Where the native hypervisors of this project begin to enter a guest. */
  static final String ENTRY_SYMBOL = "enter_guest";

  private final Board board;
  private final Ledger ledger;

  /**
   * A board, powered on.
   *
   * @param entrySymbol where an image's code begins to enter a guest; without it {@code
   *     enter_guest}, or if there is none, ERET; the modelled hypervisor says so by itself
   * @throws UserError if the target cannot be used, or has no such symbol
   */
  public LedgerRun(Setup setup, Optional<String> entrySymbol) throws UserError {
    board = (Board) Boards.open(setup);
    boolean modelled = board.isModelled();
    OptionalInt entry = modelled ? OptionalInt.empty() : entry(setup.target(), entrySymbol);
    ledger = keep(board, modelled, entry);
  }

  /**
   * Keeps the ledger of a board from now on.
   *
   * @param modelled whether modelled root software tells where it begins to enter a guest
   * @param entry where executed code does
   */
  static Ledger keep(Board board, boolean modelled, OptionalInt entry) {
    Ledger ledger = new Ledger(modelled || entry.isPresent());
    board.hart.crossings().listen(crossing -> take(crossing, ledger));
    board.hart.tlb.trace().listen((TlbWritten written) -> ledger.take(written));
    if (entry.isPresent()) {
      int address = entry.getAsInt();
      board.onInstruction(
          instruction -> {
            if ((instruction.pc() & ~1) == address && instruction.owner() == 0) {
              ledger.entryBegins(instruction.time());
            }
          });
    }
    return ledger;
  }

  /** The board. */
  public Session session() {
    return board;
  }

  /** What has been measured so far. */
  public Ledger ledger() {
    return ledger;
  }

  private static void take(Crossing crossing, Ledger ledger) {
    if (crossing instanceof Crossing.Charged charged) {
      if (charged.work().entersGuest()) {
        ledger.entryBegins(charged.time());
      }
    } else {
      ledger.take(crossing);
    }
  }

  private static OptionalInt entry(String target, Optional<String> entrySymbol) throws UserError {
    String name = entrySymbol.orElse(ENTRY_SYMBOL);
    for (Image.Symbol symbol : Programs.read(target).symbols()) {
      if (symbol.name().equals(name)) {
        return OptionalInt.of(symbol.address() & ~1);
      }
    }
    if (entrySymbol.isPresent()) {
      throw new UserError(
          String.format(
              "--entry %s: %s has no such symbol; expected the one where its hypervisor begins to"
                  + " enter a guest",
              name, target));
    }
    return OptionalInt.empty();
  }
}
