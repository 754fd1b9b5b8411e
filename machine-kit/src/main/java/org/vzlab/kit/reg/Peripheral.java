package org.vzlab.kit.reg;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vzlab.kit.bus.Device;
import org.vzlab.kit.bus.Unmodelled;
import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * A block of declared registers. A subclass claims its registers, attaches behaviour to them and
 * names its other state; the rest (SET, CLR and INV, narrow accesses, reset, snapshots, reports of
 * what is not modelled) is here.
 *
 * <p>PIC32 registers stand 16 bytes apart; a register with shadows has CLR at +4, SET at +8 and INV
 * at +C. A read of a shadow is undefined on the part and yields the register here.
 */
public abstract class Peripheral implements Device, Stateful {
  private static final int CLR = 1;
  private static final int SET = 2;
  private static final int INV = 3;

  private final String name;
  private final int base;
  private final Register[] registers;
  private final byte[] operations;
  private final Unmodelled unmodelled;
  private final Map<String, Stateful> parts = new LinkedHashMap<>();

  /**
   * @param name the data sheet's name of the block, such as {@code UART4}
   * @param base physical address
   * @param size bytes, a multiple of 4
   */
  protected Peripheral(String name, int base, int size, Unmodelled unmodelled) {
    this.name = name;
    this.base = base;
    this.registers = new Register[size / 4];
    this.operations = new byte[size / 4];
    this.unmodelled = unmodelled;
  }

  /** The data sheet's name of the block. */
  public final String name() {
    return name;
  }

  /** Physical address of the first byte. */
  public final int base() {
    return base;
  }

  /** Bytes of address space. */
  public final int size() {
    return registers.length * 4;
  }

  /** Puts all registers back to their reset values; a subclass adds its own state. */
  public void reset() {
    for (Stateful part : parts.values()) {
      if (part instanceof Register register) {
        register.reset();
      }
    }
  }

  /**
   * Makes everything follow from the registers as they are: something else than software has
   * changed their contents, which no hook has heard of. What a subclass computes from registers
   * whenever it is asked needs nothing here.
   */
  public void settle() {}

  /** Declares a register at the place its entry gives. */
  protected final Register register(RegisterSpec spec) {
    Register register = new Register(spec);
    int index = (spec.address() - base) / 4;
    for (int operation = 0; operation <= (spec.shadows() ? INV : 0); operation++) {
      if (registers[index + operation] != null) {
        throw new IllegalArgumentException(
            name + ": " + spec.name() + " overlaps " + registers[index + operation].spec().name());
      }
      registers[index + operation] = register;
      operations[index + operation] = (byte) operation;
    }
    part(spec.name(), register);
    return register;
  }

  /** Names a piece of state that is not a register: a FIFO, a clock. */
  protected final <T extends Stateful> T part(String partName, T part) {
    if (parts.put(partName, part) != null) {
      throw new IllegalArgumentException(name + " has two parts called " + partName);
    }
    return part;
  }

  /** Reports something that exists on the part and is not modelled. */
  protected final void reportUnmodelled(String what, boolean write) {
    unmodelled.touched(what, write);
  }

  @Override
  public int read(int offset, int size) {
    Register register = registers[offset >>> 2];
    if (register == null) {
      unmodelled.touched(String.format("%s+0x%02X", name, offset), false);
      return 0;
    }
    int lane = (offset & 3) * 8;
    return (register.read() >>> lane) & mask(size);
  }

  @Override
  public void write(int offset, int size, int value) {
    Register register = registers[offset >>> 2];
    if (register == null) {
      unmodelled.touched(String.format("%s+0x%02X", name, offset), true);
      return;
    }
    int lane = (offset & 3) * 8;
    int mask = mask(size) << lane;
    int bits = (value << lane) & mask;
    int old = register.peek();
    int operation = operations[offset >>> 2];
    int changed =
        register.write(
            switch (operation) {
              case CLR -> old & ~bits;
              case SET -> old | bits;
              case INV -> old ^ bits;
              default -> (old & ~mask) | bits;
            });
    if (operation == 0) {
      register.stored(mask, bits);
    }
    if (changed != 0) {
      for (FieldSpec field : register.spec().fields()) {
        if ((changed & field.mask()) != 0) {
          unmodelled.touched(register.spec().name() + "." + field.name(), true);
        }
      }
    }
  }

  private static int mask(int size) {
    return size == 4 ? -1 : (1 << (size * 8)) - 1;
  }

  @Override
  public final void visit(StateVisitor visitor) {
    parts.forEach(visitor::enter);
  }
}
