package org.vzlab.board;

import java.util.List;
import java.util.Map;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.model.Platform;

/**
 * Microchip's PIC32MZ EF Starter Kit DM320007 on the Multimedia Expansion Board II. Pins as in
 * Harmony's board support package, NuttX's port to the kit and tinyVP's board set-up. The kit's own
 * USB serial bridge (UART2) needs a tool of Microchip's to work; the console is UART1, at pins 4
 * and 6 of the MEB-II's PICtail. There is no boot loader.
 */
final class Dm320007 implements BoardModel {
  private static final Pin RED = new Pin('H', 0);
  private static final Pin YELLOW = new Pin('H', 1);
  private static final Pin GREEN = new Pin('H', 2);
  private static final int LEDS = RED.mask() | YELLOW.mask() | GREEN.mask();

  @Override
  public String name() {
    return "Microchip DM320007 with MEB-II";
  }

  @Override
  public Part part() {
    return Part.PIC32MZ2048EFH144;
  }

  /** As tinyVP's board file has them. */
  @Override
  public Map<String, Integer> configurationWords() {
    return Map.of(
        "DEVCFG0", 0xFFFF_F7D7,
        "DEVCFG1", 0x3F74_3839,
        "DEVCFG2", 0xFFF9_B11A,
        "DEVCFG3", 0xFEFF_FFFF);
  }

  @Override
  public List<BoardLed> leds() {
    return List.of(
        new BoardLed("LED1", RED, true),
        new BoardLed("LED2", YELLOW, true),
        new BoardLed("LED3", GREEN, true));
  }

  /** To ground, without pull-ups. */
  @Override
  public List<Button> buttons() {
    return List.of(
        new Button("SW1", new Pin('B', 12), false, false),
        new Button("SW2", new Pin('B', 13), false, false),
        new Button("SW3", new Pin('B', 14), false, false));
  }

  @Override
  public ConsoleWiring console() {
    return new ConsoleWiring(1, "RPA14", "RPA15");
  }

  /** Having started, tinyVP puts yellow out and green on. */
  @Override
  public Platform platform(PartTable part) {
    return new Platform(
        console().uart(),
        BootCode.EXCEPTION_BASE,
        List.of(BootCode.clear(part, "LATH", LEDS), BootCode.set(part, "LATH", GREEN.mask())));
  }

  /** The set-up of tinyVP's board file: yellow on, and the console's pins. */
  @Override
  public void startHypervisor(Board board) {
    PartTable part = board.chip.part();
    BootCode.run(
        board,
        List.of(
            BootCode.clear(part, "LATH", LEDS),
            BootCode.clear(part, "TRISH", LEDS),
            BootCode.clear(part, "ANSELH", LEDS),
            BootCode.set(part, "LATH", YELLOW.mask()),
            BootCode.store(part, "U1RXR", 13),
            BootCode.store(part, "RPA15R", 1)));
  }
}
