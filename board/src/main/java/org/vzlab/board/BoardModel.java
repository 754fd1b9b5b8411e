package org.vzlab.board;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vzlab.soc.Pic32mz;
import org.vzlab.soc.chip.Part;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.vp.model.Platform;

/** A board: what is soldered to the chip, and the state in which its programs start. */
interface BoardModel {
  /** Its name for messages. */
  String name();

  /** The chip. */
  Part part();

  /** DEVCFG0 to DEVCFG3 in boot flash. */
  Map<String, Integer> configurationWords();

  /** The LEDs in the order of the board. */
  List<BoardLed> leds();

  /** The buttons in the order of the board. */
  List<Button> buttons();

  /** The console. */
  ConsoleWiring console();

  /** What a hypervisor for the board knows of it. */
  Platform platform(PartTable part);

  /** Where a boot loader expects an application; empty if the board has none. */
  default OptionalInt application() {
    return OptionalInt.empty();
  }

  /**
   * Starts an image at an address, after a reset and after an NMI, in the state boot code leaves:
   * without a boot loader, as after reset.
   */
  default void startImage(Board board, int address) {
    board.hart.pc = address;
  }

  /** The same for the hypervisor, which is modelled and has no address. */
  void startHypervisor(Board board);

  /** Connects what is on the board to the chip's pins, and programs the configuration words. */
  default void wire(Pic32mz chip) {
    ConsoleWiring console = console();
    chip.uart(console.uart()).wire(console.receivePin(), console.transmitPin());
    buttons().forEach(button -> button.set(chip, false));
    configurationWords().forEach(chip.configurationWords()::program);
  }
}
