package org.vzlab.soc.chip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vzlab.kit.reg.Peripheral;
import org.vzlab.kit.reg.Register;
import org.vzlab.kit.reg.RegisterSpec;

/**
 * A block of the part's registers. A subclass claims by name what it models; {@link #declareRest}
 * then declares every other register of the table in the block's range unmodelled: stored under its
 * writable mask, with SET, CLR and INV, read back, and reported by name when touched.
 *
 * <p>Registers of a module that its {@link ModuleDisable} has switched off ignore writes, as the
 * data sheet says. What they read it calls invalid: here 0, which is reported by name of the bit.
 * No public source says what becomes of their contents; without a clock nothing changes them, so
 * that here they are as before when the bit is cleared. Microchip's 16-bit parts, which describe
 * the bits in the same words, expect modules to be configured already when they are enabled
 * (dsPIC33 data sheets, peripheral module disable).
 */
public class Block extends Peripheral {
  private static final int WITH_SHADOWS = 4;

  private final Site site;
  private final Set<String> claimed = new HashSet<>();
  private final List<RegisterSpec> modelled = new ArrayList<>();
  private final List<RegisterSpec> declared = new ArrayList<>();

  /** By word of address space. */
  private final ModuleDisable[] disables;

  private ModuleDisable disable;

  /** A block that models nothing until a subclass claims registers. */
  public Block(Site site) {
    super(site.name(), site.base(), site.size(), site.unmodelled());
    this.site = site;
    disables = new ModuleDisable[site.size() / 4];
  }

  /** Makes a bit switch the whole block off; called once, when the chip is built. */
  public final void disabledBy(ModuleDisable bit) {
    disable = bit;
    Arrays.fill(disables, bit);
    bit.onChange(this::disableChanged);
  }

  /** Makes a bit switch one register off; called when the chip is built. */
  public final void disabledBy(ModuleDisable bit, String register) {
    RegisterSpec spec = site.part().register(register);
    int first = (spec.address() - base()) / 4;
    Arrays.fill(disables, first, first + (spec.shadows() ? WITH_SHADOWS : 1), bit);
  }

  /** Whether the whole block is switched off. */
  protected final boolean isDisabled() {
    return disable != null && disable.isSet();
  }

  /** Software has switched the whole block off or on. */
  protected void disableChanged() {}

  @Override
  public final int read(int offset, int size) {
    ModuleDisable bit = disables[offset >>> 2];
    if (bit != null && bit.isSet()) {
      reportUnmodelled(bit.reported(), false);
      return 0;
    }
    return super.read(offset, size);
  }

  @Override
  public final void write(int offset, int size, int value) {
    ModuleDisable bit = disables[offset >>> 2];
    if (bit == null || !bit.isSet()) {
      super.write(offset, size, value);
    }
  }

  /** Claims a register of the part by name. */
  protected final Register register(String name) {
    RegisterSpec spec = site.part().register(name);
    claimed.add(spec.name());
    modelled.add(spec);
    return register(spec);
  }

  /** The part's documentation. */
  protected final PartTable part() {
    return site.part();
  }

  /** Declares the registers that nobody has claimed; called once, when the block is built. */
  public final void declareRest() {
    for (RegisterSpec spec : site.part().registers(base(), size())) {
      if (claimed.add(spec.name())) {
        declared.add(spec);
        register(spec)
            .afterRead(() -> reportUnmodelled(spec.name(), false))
            .onWrite((before, after) -> reportUnmodelled(spec.name(), true));
      }
    }
  }

  /** The registers with behaviour. */
  public final List<RegisterSpec> modelled() {
    return Collections.unmodifiableList(modelled);
  }

  /** The registers that are stored, read back and reported, and do nothing. */
  public final List<RegisterSpec> declaredUnmodelled() {
    return Collections.unmodifiableList(declared);
  }
}
