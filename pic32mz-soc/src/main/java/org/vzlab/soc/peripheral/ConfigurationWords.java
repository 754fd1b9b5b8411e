package org.vzlab.soc.peripheral;

import org.vzlab.kit.bus.Memory;
import org.vzlab.soc.chip.ConfigurationWord;
import org.vzlab.soc.chip.PartTable;

/**
 * The configuration words DEVCFG0 to DEVCFG3 in boot flash, which give the values of several
 * registers after a reset.
 */
public final class ConfigurationWords {
  private final PartTable part;
  private final Memory flash;
  private final int flashBase;

  /**
   * @param flash the boot flash that answers in the lower alias
   * @param flashBase physical address of the lower alias
   */
  public ConfigurationWords(PartTable part, Memory flash, int flashBase) {
    this.part = part;
    this.flash = flash;
    this.flashBase = flashBase;
  }

  /** The value of a field, such as ({@code DEVCFG2}, {@code FPLLMULT}). */
  public int get(String word, String field) {
    return part.configurationWord(word).get(field, read(word));
  }

  /** The value of a word, unimplemented bits included. */
  public int read(String word) {
    return flash.read(offset(word), 4);
  }

  /** Programs a word. */
  public void program(String word, int value) {
    flash.write(offset(word), 4, value);
  }

  private int offset(String name) {
    ConfigurationWord word = part.configurationWord(name);
    return word.address() - flashBase;
  }
}
