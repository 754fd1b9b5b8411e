package org.vzlab.board;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vzlab.kit.bus.BusError;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.hart.Hart;
import org.vzlab.soc.Pic32mz;

/**
 * Digilent's chipKIT WiFire: what is soldered to the chip's pins, and the state its bootloader
 * leaves. Pins as in chipKIT-core's variant for the board and NuttX's port to it.
 */
final class Wifire {
  /** The UART that is wired to the USB serial bridge. */
  static final int CONSOLE_UART = 4;

  /** Where the bootloader expects an application without a header: chipKIT's USER_APP_ADDR. */
  static final int APPLICATION = 0x9D001000;

  private static final String CONSOLE_RX_PIN = "RPF2";
  private static final String CONSOLE_TX_PIN = "RPF8";

  /** Buttons with pull-downs; pressed is high. */
  private static final List<Pin> BUTTONS = List.of(new Pin('A', 5), new Pin('A', 4));

  private static final int STACK_POINTER = 29;

  /** The last word of RAM that keeps a stack aligned to 8 bytes. */
  private static final int TOP_OF_STACK = 0x8007FFF8;

  private Wifire() {}

  /** The LEDs, lit by a high level. */
  static Map<String, Pin> leds() {
    Map<String, Pin> leds = new LinkedHashMap<>();
    leds.put("LD1", new Pin('G', 6));
    leds.put("LD2", new Pin('D', 4));
    leds.put("LD3", new Pin('B', 11));
    leds.put("LD4", new Pin('G', 15));
    return leds;
  }

  /** Connects what is on the board to the chip's pins. */
  static void wire(Pic32mz chip) {
    chip.uart(CONSOLE_UART).wire(CONSOLE_RX_PIN, CONSOLE_TX_PIN);
    for (Pin button : BUTTONS) {
      chip.port(button.port()).setInput(button.bit(), false);
    }
  }

  /**
   * Calls an application in the state that the bootloader leaves: UART4 routed to its pins (the
   * application is not expected to do so: neither tinyVP nor prpl-hypervisor does), kernel mode
   * with interrupts off and BEV clear, vectored interrupts on, KSEG0 cached, a stack. SYSCLK is 200
   * MHz and PBCLK2 100 MHz in the model from power-on. What EBase holds is the bootloader's affair
   * and stays as after reset here. So does PRECON, with seven wait states and no prefetching: the
   * bootloader (chipKIT32/PIC32-avrdude-bootloader, main.c and crt0MZ.S) only switches PREFEN off
   * and on again around writing flash, and applications set it up when they start (chipKIT-core's
   * WSystem.c, tinyVP).
   *
   * <p>So does an NMI, as one that the bootloader takes for a reset. It may come in guest mode and
   * leaves GuestCtl0.GM as it is; here it is cleared, for boot code that leaves error level with GM
   * set goes on as the guest.
   */
  static void startApplication(Board board, int entry) {
    store(board, "U4RXR", 11);
    store(board, "RPF8R", 2);
    store(board, "RCON", 0);
    Hart hart = board.hart;
    root(hart, Cp0Register.GUEST_CTL0, hart.root.get(Cp0Register.GUEST_CTL0) & ~GuestCtl.GM);
    root(hart, Cp0Register.STATUS, 0);
    root(hart, Cp0Register.CAUSE, 1 << 23);
    root(hart, Cp0Register.INT_CTL, 1 << 5);
    root(hart, Cp0Register.CONFIG, 3);
    root(hart, Cp0Register.COMPARE, -1);
    hart.gpr[STACK_POINTER] = TOP_OF_STACK;
    hart.pc = entry;
  }

  private static void root(Hart hart, Cp0Register register, int value) {
    hart.registers.write(register, value, Accessor.ROOT);
  }

  private static void store(Board board, String register, int value) {
    try {
      board.bus.write(board.chip.part().register(register).address(), 4, value);
    } catch (BusError e) {
      throw new IllegalStateException(register + " is not on the bus", e);
    }
  }
}
