package org.vzlab.kit.reg;

/**
 * A field of a register as the data sheet prints it.
 *
 * @param name the data sheet's name
 * @param low number of its lowest bit
 * @param width bits
 */
public record FieldSpec(String name, int low, int width) {
  /** The field's bits in the register. */
  public int mask() {
    return (width == 32 ? -1 : (1 << width) - 1) << low;
  }
}
