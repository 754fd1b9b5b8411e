package org.vzlab.board;

import static java.util.stream.Collectors.joining;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.vzlab.kit.image.Image;
import org.vzlab.svm.container.Device;
import org.vzlab.vp.config.Check;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.config.ContainerConfig;
import org.vzlab.vp.config.ContainerConfig.Driver;
import org.vzlab.vp.config.DeviceConfig;
import org.vzlab.vp.config.DeviceLibrary;
import org.vzlab.vp.config.Domain;
import org.vzlab.vp.config.Findings;
import org.vzlab.vp.config.MailboxConfig;
import org.vzlab.vp.config.SourcePosition;
import org.vzlab.vp.config.SupervisionConfig;

/**
 * What the drivers of containers stand for on a board: for the hypervisor devices of its library,
 * for the runtime registers, pins and interrupts.
 */
final class ContainerDevices {
  private static final String CONTROLLER = "ic";
  private static final String WATCHDOG = "watchdog";
  private static final int NO_INTERRUPT = 0;

  /** The receive interrupt of a UART follows that of its errors (DS60001320, interrupt table). */
  private static final int RECEIVE = 1;

  /** A pin that a container has. */
  private record Claim(Domain guest, Driver driver) {}

  private final Configuration configuration;
  private final Board board;
  private final DeviceLibrary library;
  private final Findings findings;
  private final Map<Character, Claim> ports = new HashMap<>();

  ContainerDevices(Configuration configuration, Board board, Findings findings) {
    this.configuration = configuration;
    this.board = board;
    this.library = library();
    this.findings = findings;
  }

  private static DeviceLibrary library() {
    try {
      return DeviceLibrary.standard();
    } catch (ConfigException e) {
      throw new IllegalStateException("the library that comes with vzlab", e);
    }
  }

  /**
   * What a container has.
   *
   * @param granted what its guest is given by the hypervisor
   * @param driven what the runtime drives, in the order of their numbers
   */
  record Resolved(List<DeviceConfig> granted, Map<Driver, Device> driven) {}

  /** The devices of a container; what is wrong with one is added to the findings. */
  Resolved of(Domain guest, ContainerConfig container) {
    Map<String, DeviceConfig> granted = new LinkedHashMap<>();
    Map<Driver, Device> driven = new LinkedHashMap<>();
    grant(CONTROLLER, container.position(), granted);
    for (Driver driver : container.drivers()) {
      findings.attempt(
          () -> device(guest, driver, granted).ifPresent(device -> driven.put(driver, device)));
    }
    container.watchdog().ifPresent(position -> grant(WATCHDOG, position, granted));
    return new Resolved(List.copyOf(granted.values()), driven);
  }

  /** Gives a container a device of the library, if it has not got it. */
  private DeviceConfig grant(
      String name, SourcePosition position, Map<String, DeviceConfig> granted) {
    DeviceConfig device = library.devices().get(name);
    granted.putIfAbsent(name, device.at(position));
    return device;
  }

  /** What the runtime drives; nothing if that is wrong and has been said. */
  private Optional<Device> device(Domain guest, Driver driver, Map<String, DeviceConfig> granted)
      throws ConfigException {
    return switch (driver.kind()) {
      case CONSOLE -> Optional.of(uart(Device.Kind.CONSOLE, guest, driver, granted));
      case STREAM -> Optional.of(uart(Device.Kind.STREAM, guest, driver, granted));
      case LED -> {
        BoardLed led = named(driver, board.hardware.leds(), BoardLed::name);
        DeviceConfig port = port(guest, driver, led.pin(), granted);
        yield Optional.of(pin(Device.Kind.LED, port, led.pin(), !led.litByHigh()));
      }
      case BUTTON -> {
        Button button = named(driver, board.hardware.buttons(), Button::name);
        DeviceConfig port = port(guest, driver, button.pin(), granted);
        yield Optional.of(pin(Device.Kind.BUTTON, port, button.pin(), !button.pressedHigh()));
      }
      case MAILBOX ->
          configuration.mailboxes().stream()
              .filter(mailbox -> mailbox.name().equals(driver.name()))
              .findFirst()
              .map(mailbox -> end(mailbox, guest));
      case SUPERVISOR ->
          configuration.supervisions().stream()
              .filter(s -> String.valueOf(s.guest()).equals(driver.name()))
              .findFirst()
              .map(s -> new Device(Device.Kind.SUPERVISOR, s.irq(), s.registers(), 0, false));
    };
  }

  private Device uart(
      Device.Kind kind, Domain guest, Driver driver, Map<String, DeviceConfig> granted)
      throws ConfigException {
    DeviceConfig console = console(driver);
    for (MailboxConfig mailbox : configuration.mailboxes()) {
      if (mailbox.from() == guest.id()) {
        requireOther(console, mailbox.senderIrq(), guest, mailbox.position());
      }
      if (mailbox.to() == guest.id()) {
        requireOther(console, mailbox.receiverIrq(), guest, mailbox.position());
      }
    }
    for (SupervisionConfig supervision : configuration.supervisions()) {
      if (supervision.supervisor() == guest.id()) {
        requireOther(console, supervision.irq(), guest, supervision.position());
      }
    }
    grant(console.name(), driver.position(), granted);
    int interrupt = console.interrupts().get(RECEIVE);
    return new Device(kind, interrupt, registers(console), 0, false);
  }

  private static void requireOther(
      DeviceConfig console, int interrupt, Domain guest, SourcePosition position)
      throws ConfigException {
    if (console.interrupts().contains(interrupt)) {
      throw mistake(
          position,
          "interrupt " + interrupt + " for " + guest.title(),
          "one that its console does not have",
          "take the irq line out to have one chosen");
    }
  }

  /** The device of the library for the UART that is the console of all guests. */
  private DeviceConfig console(Driver driver) throws ConfigException {
    int uart = ConsoleChoice.of(configuration, board, new Findings()).uart();
    int base = board.chip.part().register("U" + uart + "MODE").address();
    List<DeviceConfig> consoles =
        library.devices().values().stream().filter(d -> d.emulator().equals("console")).toList();
    for (DeviceConfig device : consoles) {
      if (registers(device) == base) {
        return device;
      }
    }
    throw mistake(
        driver.position(),
        "driver = " + driver.text() + " with the console at UART" + uart,
        "the console at a UART of the library",
        "give the guests "
            + consoles.stream().map(DeviceConfig::name).collect(joining(", "))
            + ", all of them the same");
  }

  /** The port of a pin, which its container has alone. */
  private DeviceConfig port(Domain guest, Driver driver, Pin pin, Map<String, DeviceConfig> granted)
      throws ConfigException {
    Claim first = ports.putIfAbsent(pin.port(), new Claim(guest, driver));
    if (first != null && first.guest.id() != guest.id()) {
      throw mistake(
          driver.position(),
          "driver = %s (pin R%s%d) for %s"
              .formatted(driver.text(), pin.port(), pin.bit(), guest.title()),
          "a pin of a port that no other container has",
          "%s has port %s for %s at %s, and a port is given whole, as its pins share registers: move"
                  .formatted(
                      first.guest.title(), pin.port(), first.driver.text(), first.driver.position())
              + " one of the two");
    }
    return grant("port" + pin.port(), driver.position(), granted);
  }

  private static Device pin(Device.Kind kind, DeviceConfig port, Pin pin, boolean activeLow) {
    return new Device(kind, NO_INTERRUPT, registers(port), pin.mask(), activeLow);
  }

  private static int registers(DeviceConfig device) {
    return Image.physical(device.blocks().get(0).address());
  }

  /** An LED or a button of the board. */
  private <T> T named(Driver driver, List<T> all, Function<T, String> name) throws ConfigException {
    for (T one : all) {
      if (name.apply(one).equals(driver.name())) {
        return one;
      }
    }
    throw mistake(
        driver.position(),
        "driver = " + driver.text(),
        "one of " + all.stream().map(name).collect(joining(", ")),
        "the " + board.hardware.name() + " has no other");
  }

  private static Device end(MailboxConfig mailbox, Domain guest) {
    boolean sends = mailbox.from() == guest.id();
    return new Device(
        sends ? Device.Kind.MAILBOX_SENDER : Device.Kind.MAILBOX_RECEIVER,
        sends ? mailbox.senderIrq() : mailbox.receiverIrq(),
        mailbox.registers(),
        0,
        false);
  }

  private static ConfigException mistake(
      SourcePosition position, String found, String expected, String hint) {
    return new ConfigException(Check.CONTAINERS, position, found, expected, hint);
  }
}
