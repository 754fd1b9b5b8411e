package org.vzlab.kit.reg;

import java.util.List;

/**
 * A register as the data sheet prints it.
 *
 * @param name the data sheet's name
 * @param address physical address
 * @param reset value after power-on
 * @param writable bits that software can change
 * @param shadows whether CLR, SET and INV registers stand at +4, +8 and +C
 * @param fields its fields
 */
public record RegisterSpec(
    String name, int address, int reset, int writable, boolean shadows, List<FieldSpec> fields) {
  /** The field of that name. */
  public FieldSpec field(String field) {
    return fields.stream()
        .filter(f -> f.name().equals(field))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no field " + field));
  }
}
