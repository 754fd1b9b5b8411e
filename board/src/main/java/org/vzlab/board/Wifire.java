package org.vzlab.board;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.hart.Hart;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.model.Platform;

/**
 * Digilent's chipKIT WiFire: what is soldered to the chip's pins, and the state its bootloader
 * leaves. Pins as in chipKIT-core's variant for the board and NuttX's port to it.
 */
final class Wifire implements BoardModel {
  /** Where the bootloader expects an application without a header: chipKIT's USER_APP_ADDR. */
  static final int APPLICATION = 0x9D001000;

  private static final int STACK_POINTER = 29;

  /** The last word of RAM that keeps a stack aligned to 8 bytes. */
  private static final int TOP_OF_STACK = 0x8007FFF8;

  @Override
  public String name() {
    return "chipKIT WiFire";
  }

  @Override
  public Part part() {
    return Part.PIC32MZ2048EFG100;
  }

  /** As read from a board. */
  @Override
  public Map<String, Integer> configurationWords() {
    return Map.of(
        "DEVCFG0", 0xFFFF_FFF7,
        "DEVCFG1", 0x7F74_3CB9,
        "DEVCFG2", 0xFFF9_B11A,
        "DEVCFG3", 0xBEFF_FFFF);
  }

  @Override
  public List<BoardLed> leds() {
    return List.of(
        new BoardLed("LD1", new Pin('G', 6), true),
        new BoardLed("LD2", new Pin('D', 4), true),
        new BoardLed("LD3", new Pin('B', 11), true),
        new BoardLed("LD4", new Pin('G', 15), true));
  }

  /** With pull-downs. */
  @Override
  public List<Button> buttons() {
    return List.of(
        new Button("BTN1", new Pin('A', 5), true, true),
        new Button("BTN2", new Pin('A', 4), true, true));
  }

  /** The USB serial bridge. */
  @Override
  public ConsoleWiring console() {
    return new ConsoleWiring(4, "RPF2", "RPF8");
  }

  @Override
  public Platform platform(PartTable part) {
    return Platform.withConsole(console().uart());
  }

  @Override
  public OptionalInt application() {
    return OptionalInt.of(APPLICATION);
  }

  @Override
  public void startHypervisor(Board board) {
    startImage(board, APPLICATION);
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
  @Override
  public void startImage(Board board, int address) {
    PartTable part = board.chip.part();
    BootCode.store(board, BootCode.store(part, "U4RXR", 11));
    BootCode.store(board, BootCode.store(part, "RPF8R", 2));
    BootCode.store(board, BootCode.store(part, "RCON", 0));
    Hart hart = board.hart;
    BootCode.root(
        board, Cp0Register.GUEST_CTL0, hart.root.get(Cp0Register.GUEST_CTL0) & ~GuestCtl.GM);
    BootCode.root(board, Cp0Register.STATUS, 0);
    BootCode.root(board, Cp0Register.CAUSE, 1 << 23);
    BootCode.root(board, Cp0Register.INT_CTL, 1 << 5);
    BootCode.root(board, Cp0Register.CONFIG, 3);
    BootCode.root(board, Cp0Register.COMPARE, -1);
    hart.gpr[STACK_POINTER] = TOP_OF_STACK;
    hart.pc = address;
  }
}
