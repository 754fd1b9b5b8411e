package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vzlab.kit.image.Image;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.soc.chip.PinFunction;
import org.vzlab.soc.chip.PinFunction.Kind;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.RegisterBlock;
import org.vzlab.vp.config.SourcePosition;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.RegisterWrite;

/**
 * Which UART is the console of the hypervisor and of all guests: the one that the guests' console
 * devices stand for, and without any the board's. Another one than the board's is powered (PMD5)
 * and, if no line of the configuration does so, routed to a pin that nothing on the board is wired
 * to (PPS, DS60001320 section 12.3); its input has one from reset on.
 *
 * @param uart 1 to 6
 * @param position where the configuration says so; empty if it does not
 */
record ConsoleChoice(int uart, Optional<SourcePosition> position) {
  private static final int UARTS = 6;
  private static final int SELECTION = 0xF;

  /** The choice of a configuration; mistakes are added to the findings. */
  static ConsoleChoice of(Configuration configuration, Board board, Findings findings) {
    ConsoleChoice choice = null;
    String owner = "";
    for (Domain guest : configuration.guests()) {
      for (DeviceConfig device : guest.devices()) {
        if (!device.emulator().equals("console")) {
          continue;
        }
        for (RegisterBlock block : device.blocks()) {
          int uart = uartAt(Image.physical(block.physical()), board);
          if (uart == 0) {
            findings.add(noUart(device, guest, block, board));
          } else if (choice == null) {
            choice = new ConsoleChoice(uart, Optional.of(device.position()));
            owner = guest.title();
          } else if (choice.uart != uart) {
            findings.add(another(device, guest, uart, choice.uart, owner));
          }
        }
      }
    }
    int standard = board.hardware.console().uart();
    return choice == null ? new ConsoleChoice(standard, Optional.empty()) : choice;
  }

  private static ConfigException noUart(
      DeviceConfig device, Domain guest, RegisterBlock block, Board board) {
    return new ConfigException(
        Check.CONSOLES,
        device.position(),
        String.format(
            "device %s as the console of %s at 0x%08x",
            device.name(), guest.title(), Image.physical(block.physical())),
        String.format(
            "one of UART1 to UART%d, at 0x%08x to 0x%08x",
            UARTS, base(1, board), base(UARTS, board)),
        "the console is emulated for a UART: use device = console, console1 or console2");
  }

  private static ConfigException another(
      DeviceConfig device, Domain guest, int uart, int expected, String owner) {
    return new ConfigException(
        Check.CONSOLES,
        device.position(),
        String.format("device %s of %s, UART%d, as console", device.name(), guest.title(), uart),
        String.format("UART%d, the console of %s", expected, owner),
        "the hypervisor has one console for all guests: give them the same device");
  }

  private static int base(int uart, Board board) {
    return board.chip.part().register("U" + uart + "MODE").address();
  }

  private static int uartAt(int address, Board board) {
    return IntStream.rangeClosed(1, UARTS)
        .filter(uart -> base(uart, board) == address)
        .findFirst()
        .orElse(0);
  }

  /** A layout in which the console is connected; what was added is told. */
  Layout connect(Layout layout, Board board, Findings findings) {
    if (uart == board.hardware.console().uart()) {
      return layout;
    }
    PartTable part = board.chip.part();
    int power = part.register("PMD5").address();
    List<RegisterWrite> setup = new ArrayList<>();
    for (RegisterWrite write : layout.setup()) {
      int value = write.address() == power ? write.value() & ~(1 << (uart - 1)) : write.value();
      setup.add(new RegisterWrite(write.address(), value));
    }
    if (routes(part).noneMatch(route -> selects(setup, route))) {
      RegisterWrite route =
          routes(part).filter(r -> !isWired(r, board)).findFirst().orElseThrow().write();
      setup.add(route);
      String line = String.format("setup = 0x%08x %d", 0xA0000000 | route.address(), route.value());
      position.ifPresent(
          at ->
              findings.warn(
                  Check.CONSOLES,
                  at,
                  String.format(
                      "nothing routes U%dTX to a pin; it is as if there were \"%s\"", uart, line)));
    }
    return layout.withSetup(setup);
  }

  /** A pin that can send for the UART, and the store that makes it do so. */
  private record Route(String pin, RegisterWrite write) {}

  private Stream<Route> routes(PartTable part) {
    return part.pins().stream()
        .filter(f -> f.kind() == Kind.OUT && f.name().equals("U" + uart + "TX"))
        .flatMap(
            signal ->
                part.pins().stream()
                    .filter(pin -> pin.kind() == Kind.PIN && pin.group() == signal.group())
                    .map(pin -> route(part, pin, signal.value())));
  }

  private static Route route(PartTable part, PinFunction pin, int value) {
    int address = part.register(pin.register()).address();
    return new Route(pin.name(), new RegisterWrite(address, value));
  }

  private static boolean selects(List<RegisterWrite> setup, Route route) {
    boolean selects = false;
    for (RegisterWrite write : setup) {
      if (write.address() == route.write.address()) {
        selects = (write.value() & SELECTION) == route.write.value();
      }
    }
    return selects;
  }

  /** Whether something on the board is at the pin. */
  private static boolean isWired(Route route, Board board) {
    ConsoleWiring console = board.hardware.console();
    Stream<Pin> pins =
        Stream.concat(
            board.hardware.leds().stream().map(BoardLed::pin),
            board.hardware.buttons().stream().map(Button::pin));
    return Stream.concat(
            pins.map(pin -> "RP" + pin.port() + pin.bit()),
            Stream.of(console.receivePin(), console.transmitPin()))
        .anyMatch(route.pin::equals);
  }
}
