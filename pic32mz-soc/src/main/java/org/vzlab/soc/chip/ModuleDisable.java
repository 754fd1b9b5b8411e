package org.vzlab.soc.chip;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.reg.Field;

/**
 * A module's bit of PMD1 to PMD7: while it is set the module has no clock (DS60001320, section
 * "Power-saving features", peripheral module disable).
 */
public final class ModuleDisable {
  private final String reported;
  private final Field bit;
  private final List<Runnable> listeners = new ArrayList<>();

  /**
   * @param name of register and bit, such as {@code PMD5.U4MD}
   */
  public ModuleDisable(String name, Field bit) {
    reported = "what " + name + " disables";
    this.bit = bit;
  }

  /** What a read of the module's registers while it is off is reported as. */
  String reported() {
    return reported;
  }

  /** Whether the module is off. */
  public boolean isSet() {
    return bit.isSet();
  }

  /** Calls a listener after software has changed the bit; a reset of the chip tells nobody. */
  void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /** Software has written the register. */
  public void written(int before, int after) {
    if (((before ^ after) & bit.mask()) != 0) {
      listeners.forEach(Runnable::run);
    }
  }
}
