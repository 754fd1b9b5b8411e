package org.vzlab.soc.chip;

/**
 * A row of the peripheral pin select table.
 *
 * @param kind what the row is about
 * @param name a pin such as {@code RPF8} or a peripheral's signal such as {@code U4TX}
 * @param group pins and signals of one group can be connected
 * @param value what selects the pin in an input's register, or the output in a pin's register; -1
 *     for inputs
 */
public record PinFunction(Kind kind, String name, int group, int value) {
  /** What a row is about. */
  public enum Kind {
    /** A remappable pin. */
    PIN,
    /** A peripheral's input. */
    IN,
    /** A peripheral's output. */
    OUT
  }

  /** The register that selects: of an input the input's, of a pin the pin's. */
  public String register() {
    return name + "R";
  }
}
