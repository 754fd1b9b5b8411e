package org.vzlab.soc.chip;

import java.util.List;
import org.vzlab.kit.reg.FieldSpec;

/**
 * A configuration, serial number or calibration word in flash.
 *
 * @param name the device pack's name, such as {@code DEVCFG2}
 * @param address physical address
 * @param erased value in an erased part
 * @param implemented bits that mean something
 * @param fields its fields
 */
public record ConfigurationWord(
    String name, int address, int erased, int implemented, List<FieldSpec> fields) {
  /** The value of a field in a word that reads {@code word}. */
  public int get(String field, int word) {
    for (FieldSpec spec : fields) {
      if (spec.name().equals(field)) {
        return (word & spec.mask()) >>> spec.low();
      }
    }
    throw new IllegalArgumentException(name + " has no field " + field);
  }
}
