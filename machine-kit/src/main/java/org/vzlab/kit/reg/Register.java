package org.vzlab.kit.reg;

import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * A device's register: its value, and what happens when software reads or writes it. Behaviour is
 * attached once, while the device is built.
 */
public final class Register implements Stateful {
  /** Told of a write by software, after the register's value has changed. */
  @FunctionalInterface
  public interface WriteHook {
    /** The register's value before and after; the write may have left it as it was. */
    void written(int before, int after);
  }

  /** Told of a store to the register itself, after {@link WriteHook}: what the access carried. */
  @FunctionalInterface
  public interface StoreHook {
    /**
     * A store has been made.
     *
     * @param mask the bits of the register that the access reaches: all, or those of a halfword or
     *     byte
     * @param bits what it carries, in its place in the register
     */
    void stored(int mask, int bits);
  }

  private final RegisterSpec spec;
  private int reset;
  private int writable;
  private int unmodelled;
  private int value;
  private IntSupplier reads;
  private IntSupplier shows;
  private IntUnaryOperator stores = raw -> raw;
  private WriteHook onWrite = (before, after) -> {};
  private StoreHook onStore = (mask, bits) -> {};
  private Runnable afterRead = () -> {};

  Register(RegisterSpec spec) {
    this.spec = spec;
    reset = spec.reset();
    writable = spec.writable();
    value = reset;
  }

  /** The data sheet's entry. */
  public RegisterSpec spec() {
    return spec;
  }

  /** The field of that name. */
  public Field field(String name) {
    return new Field(this, spec.field(name));
  }

  /** Overrides the reset value of the data sheet's table; say why where it is called. */
  public Register reset(int reset) {
    this.reset = reset;
    value = reset;
    return this;
  }

  /** Overrides the writable bits of the data sheet's table; say why where it is called. */
  public Register writable(int mask) {
    writable = mask;
    return this;
  }

  /** Makes reads by software yield a computed value, which is also what SET, CLR and INV change. */
  public Register reads(IntSupplier supplier) {
    reads = supplier;
    return this;
  }

  /** Makes reads by software yield a computed value; SET, CLR and INV change the stored one. */
  public Register shows(IntSupplier supplier) {
    shows = supplier;
    return this;
  }

  /** Passes the value that a write would leave through a function before it is stored. */
  public Register stores(IntUnaryOperator function) {
    stores = function;
    return this;
  }

  /** Calls a hook after every write by software, SET, CLR and INV included. */
  public Register onWrite(WriteHook hook) {
    onWrite = hook;
    return this;
  }

  /** Calls a hook after every write by software to the register itself: not CLR, SET or INV. */
  public Register onStore(StoreHook hook) {
    onStore = hook;
    return this;
  }

  /** Calls a hook after every read by software. */
  public Register afterRead(Runnable hook) {
    afterRead = hook;
    return this;
  }

  /** Declares fields that are stored and read back but do nothing; changing them is reported. */
  public Register unmodelled(String... fields) {
    for (String field : fields) {
      unmodelled |= spec.field(field).mask();
    }
    return this;
  }

  /** The stored value. */
  public int get() {
    return value;
  }

  /** Sets the stored value from inside the device: no mask, no hook. */
  public void set(int value) {
    this.value = value;
  }

  void reset() {
    value = reset;
  }

  int read() {
    int result = shows == null ? peek() : shows.getAsInt();
    afterRead.run();
    return result;
  }

  int peek() {
    return reads == null ? value : reads.getAsInt();
  }

  /** Stores what the mask lets through and returns the unmodelled bits that changed. */
  int write(int raw) {
    int before = peek();
    int after = stores.applyAsInt((before & ~writable) | (raw & writable));
    value = after;
    onWrite.written(before, after);
    return (before ^ after) & unmodelled;
  }

  void stored(int mask, int bits) {
    onStore.stored(mask, bits);
  }

  @Override
  public void visit(StateVisitor visitor) {
    value = visitor.int32("value", value);
  }
}
