package org.vzlab.kit.reg;

/** A field of a register, as the model of the device sees it: no access rule, no hook. */
public final class Field {
  private final Register register;
  private final FieldSpec spec;

  Field(Register register, FieldSpec spec) {
    this.register = register;
    this.spec = spec;
  }

  /** The field's value, shifted down to bit 0. */
  public int get() {
    return (register.get() & spec.mask()) >>> spec.low();
  }

  /** Whether the field is not zero. */
  public boolean isSet() {
    return (register.get() & spec.mask()) != 0;
  }

  /** Sets the field; bits of {@code value} above its width are dropped. */
  public void set(int value) {
    register.set((register.get() & ~spec.mask()) | ((value << spec.low()) & spec.mask()));
  }

  /** Sets every bit of the field, or clears it. */
  public void set(boolean value) {
    set(value ? -1 : 0);
  }

  /** The field's bits in the register. */
  public int mask() {
    return spec.mask();
  }
}
