package org.vzlab.soc.chip;

import java.util.ArrayList;
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
 */
public class Block extends Peripheral {
  private final Site site;
  private final Set<String> claimed = new HashSet<>();
  private final List<RegisterSpec> modelled = new ArrayList<>();
  private final List<RegisterSpec> declared = new ArrayList<>();

  /** A block that models nothing until a subclass claims registers. */
  public Block(Site site) {
    super(site.name(), site.base(), site.size(), site.unmodelled());
    this.site = site;
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
