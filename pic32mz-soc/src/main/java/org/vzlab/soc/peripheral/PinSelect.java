package org.vzlab.soc.peripheral;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.vzlab.kit.reg.Register;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.PinFunction;
import org.vzlab.soc.chip.PinFunction.Kind;
import org.vzlab.soc.chip.Site;

/**
 * Peripheral pin select (DS60001320 section 12.3): which pin a peripheral's input reads, which
 * peripheral drives a pin. Writes are ignored while CFGCON.IOLOCK is set. Selecting and deselecting
 * a UART's signals is modelled; other signals have no peripheral yet and do nothing.
 */
public final class PinSelect extends Block {
  private static final int SELECTION = 0xF;

  /** One way to route a signal to a pin: a register that must hold a value. */
  private record Route(String pin, Register register, int value) {
    boolean isTaken() {
      return (register.get() & SELECTION) == value;
    }
  }

  private final Map<String, List<Route>> routes = new HashMap<>();
  private final Map<String, Register> registers = new HashMap<>();

  /**
   * @param locked whether writes are ignored now
   */
  public PinSelect(Site site, BooleanSupplier locked) {
    super(site);
    for (PinFunction function : part().pins()) {
      if (function.kind() != Kind.OUT) {
        registers.computeIfAbsent(function.register(), name -> lockable(name, locked));
      }
    }
    for (PinFunction signal : part().pins()) {
      if (signal.kind() != Kind.PIN) {
        routes.computeIfAbsent(signal.name(), name -> new ArrayList<>()).addAll(routesOf(signal));
      }
    }
  }

  /**
   * Tells whether a peripheral's signal is connected to at least one pin. An input always is: its
   * register's reset value 0 selects a pin too.
   *
   * @param signal such as {@code U4RX} or {@code U4TX}
   */
  public BooleanSupplier routed(String signal) {
    return anyOf(routes.getOrDefault(signal, List.of()));
  }

  /**
   * Tells whether a peripheral's signal is connected to a pin.
   *
   * @param signal such as {@code U4RX} or {@code U4TX}
   * @param pin such as {@code RPF2}
   * @throws IllegalArgumentException if the part cannot connect the two
   */
  public BooleanSupplier routed(String signal, String pin) {
    List<Route> ways =
        routes.getOrDefault(signal, List.of()).stream().filter(r -> r.pin().equals(pin)).toList();
    if (ways.isEmpty()) {
      throw new IllegalArgumentException(signal + " cannot be connected to " + pin);
    }
    return anyOf(ways);
  }

  private static BooleanSupplier anyOf(List<Route> routes) {
    Route[] ways = routes.toArray(new Route[0]);
    return () -> {
      for (Route way : ways) {
        if (way.isTaken()) {
          return true;
        }
      }
      return false;
    };
  }

  private Register lockable(String name, BooleanSupplier locked) {
    Register register = register(name);
    return register.stores(raw -> locked.getAsBoolean() ? register.get() : raw);
  }

  private List<Route> routesOf(PinFunction signal) {
    List<Route> ways = new ArrayList<>();
    for (PinFunction pin : part().pins()) {
      if (pin.kind() == Kind.PIN && pin.group() == signal.group()) {
        ways.add(
            signal.kind() == Kind.IN
                ? new Route(pin.name(), registers.get(signal.register()), pin.value())
                : new Route(pin.name(), registers.get(pin.register()), signal.value()));
      }
    }
    return ways;
  }
}
