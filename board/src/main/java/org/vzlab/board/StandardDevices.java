package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.svm.container.Device;

/**
 * The devices of a Sense-VM program that has no configuration, on the bare board; the same as in
 * Java: docs/sense-vm-guest.md, "Devices".
 */
final class StandardDevices {
  private StandardDevices() {}

  /** Console, LEDs, buttons and stream. */
  static List<Device> of(Board board) {
    int uart = board.consoleUart();
    int registers = board.chip.part().register("U" + uart + "MODE").address();
    int interrupt = board.chip.part().interrupt("UART" + uart + "_RX").number();
    List<Device> devices = new ArrayList<>();
    devices.add(new Device(Device.Kind.CONSOLE, interrupt, registers, 0, false));
    for (BoardLed led : board.hardware.leds()) {
      devices.add(pin(board, Device.Kind.LED, led.pin(), !led.litByHigh()));
    }
    for (Button button : board.hardware.buttons()) {
      devices.add(pin(board, Device.Kind.BUTTON, button.pin(), !button.pressedHigh()));
    }
    devices.add(new Device(Device.Kind.STREAM, interrupt, registers, 0, false));
    return List.copyOf(devices);
  }

  private static Device pin(Board board, Device.Kind kind, Pin pin, boolean activeLow) {
    int port = board.chip.part().register("TRIS" + pin.port()).address() & -0x100;
    return new Device(kind, 0, port, pin.mask(), activeLow);
  }
}
