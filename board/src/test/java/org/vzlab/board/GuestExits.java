package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vzlab.mips.cp0.ExcCode;
import org.vzlab.mips.hart.ExceptionTaken;
import org.vzlab.mips.hart.Hart;

/**
 * What guests ask of their hypervisor, whoever that is: their privileged instructions, hypercalls
 * and accesses to device registers, each with its address, in the order in which they execute them.
 * Refills, hardware field changes and interrupts are the hypervisor's affair and left out.
 */
final class GuestExits {
  private static final int GPSI = 0;
  private static final int HYPERCALL = 2;
  private static final int UART_TRANSMIT = 0x1F822620;

  /** First and last physical address of the registers that a guest is shown by emulation. */
  private static final int[][] WINDOWS = {
    {0x1F800000, 0x1F8000FF},
    {0x1F801200, 0x1F8013FF},
    {0x1F801400, 0x1F8016FF},
    {0x1F810000, 0x1F810FFF},
    {0x1F822600, 0x1F8226FF}
  };

  private final Hart hart;
  private final Map<Integer, List<String>> exits = new TreeMap<>();
  private final Map<Integer, StringBuilder> consoles = new TreeMap<>();

  /** Ids in the order in which guests exit, one after another the same only once. */
  private final List<Integer> turns = new ArrayList<>();

  GuestExits(Board board) {
    hart = board.hart;
    hart.traps.trace().listen(this::taken);
  }

  /** The exits of a guest, in lines. */
  List<String> of(int guest) {
    return exits.getOrDefault(guest, List.of());
  }

  /** What a guest has stored into its console's transmit register. */
  String console(int guest) {
    return consoles.getOrDefault(guest, new StringBuilder()).toString();
  }

  /** The ids of the guests that have exited, in turns. */
  List<Integer> turns() {
    return turns;
  }

  private void taken(ExceptionTaken exception) {
    int guest = exception.owner();
    if (guest == 0 || exception.inGuest()) {
      return;
    }
    if (turns.isEmpty() || turns.get(turns.size() - 1) != guest) {
      turns.add(guest);
    }
    String what = what(exception);
    if (what != null) {
      exits
          .computeIfAbsent(guest, id -> new ArrayList<>())
          .add(String.format("%08x: %s", exception.epc(), what));
    }
    if (exception.code() == ExcCode.TLBS && exception.badVAddr() == UART_TRANSMIT) {
      // SRSCtl.PSS is the guest's set now.
      char character = (char) hart.sets().previous(exception.badInstr() >>> 16 & 31);
      consoles.computeIfAbsent(guest, id -> new StringBuilder()).append(character);
    }
  }

  private static String what(ExceptionTaken exception) {
    int instruction = exception.badInstr();
    return switch (exception.code()) {
      case GE ->
          switch (exception.gexcCode()) {
            case GPSI -> String.format("GPSI %08x", instruction);
            case HYPERCALL -> String.format("HYPCALL %08x", instruction);
            default -> null;
          };
      case TLBL, TLBS, MOD ->
          inWindow(exception.badVAddr())
              ? String.format("%08x accesses %08x", instruction, exception.badVAddr())
              : null;
      default -> null;
    };
  }

  private static boolean inWindow(int address) {
    for (int[] window : WINDOWS) {
      if (address >= window[0] && address <= window[1]) {
        return true;
      }
    }
    return false;
  }
}
