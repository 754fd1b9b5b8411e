package org.vzlab.board;

import java.util.List;
import java.util.Map;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.model.Platform;

/**
 * The Olimex PIC32-EMZ64. Pins as in Mynewt's board support package, LiteBSD's configuration for
 * the board and tinyVP's board set-up. The console is UART4, at pins 3 and 4 of the UEXT connector.
 * There is no boot loader.
 */
final class Emz64 implements BoardModel {
  private static final Pin RED = new Pin('B', 10);
  private static final Pin YELLOW = new Pin('B', 9);
  private static final Pin GREEN = new Pin('B', 8);
  private static final int LEDS = RED.mask() | YELLOW.mask() | GREEN.mask();

  @Override
  public String name() {
    return "Olimex PIC32-EMZ64";
  }

  @Override
  public Part part() {
    return Part.PIC32MZ2048EFH064;
  }

  /** As tinyVP's board file has them. */
  @Override
  public Map<String, Integer> configurationWords() {
    return Map.of(
        "DEVCFG0", 0xFFFF_F7D3,
        "DEVCFG1", 0x5F74_FE39,
        "DEVCFG2", 0xFFF9_B12A,
        "DEVCFG3", 0xCEFF_FFFF);
  }

  @Override
  public List<BoardLed> leds() {
    return List.of(
        new BoardLed("LED1", GREEN, true),
        new BoardLed("LED2", YELLOW, true),
        new BoardLed("LED3", RED, true));
  }

  /** To ground; software for the board (uDevkit-SDK) switches on the chip's pull-ups. */
  @Override
  public List<Button> buttons() {
    return List.of(
        new Button("BUT1", new Pin('B', 12), false, false),
        new Button("BUT2", new Pin('B', 13), false, false),
        new Button("BUT3", new Pin('B', 14), false, false));
  }

  @Override
  public ConsoleWiring console() {
    return new ConsoleWiring(4, "RPD0", "RPD4");
  }

  /** Having started, tinyVP puts yellow out and green on. */
  @Override
  public Platform platform(PartTable part) {
    return new Platform(
        console().uart(),
        BootCode.EXCEPTION_BASE,
        List.of(BootCode.clear(part, "LATB", LEDS), BootCode.set(part, "LATB", GREEN.mask())));
  }

  /**
   * The set-up of tinyVP's board file: yellow on, and the console's pins. It leaves ANSELB alone,
   * for an analog pin's output works all the same.
   */
  @Override
  public void startHypervisor(Board board) {
    PartTable part = board.chip.part();
    BootCode.run(
        board,
        List.of(
            BootCode.clear(part, "LATB", LEDS),
            BootCode.clear(part, "TRISB", LEDS),
            BootCode.set(part, "LATB", YELLOW.mask()),
            BootCode.store(part, "U4RXR", 3),
            BootCode.store(part, "RPD4R", 2)));
  }
}
