package org.vzlab.soc.peripheral;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Register;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * The system bus's permission groups (DS60001320 section 4.3 and registers 4-2 to 4-10): every read
 * and write of the DMA controller is checked before it happens against the regions of the target
 * that its address belongs to ({@link BusTarget}). One that its group (CFGPG.DMAPG) has no right to
 * is logged by the target. A target whose ECON.ERRP is set reports its log in SBFLAG, and interrupt
 * 106 is requested as long as SBFLAG is not 0. While CFGCON.PGLOCK is set regions, permissions and
 * ERRP ignore writes.
 *
 * <p>Not modelled: checks of the processor's own accesses, whose pages bypass the bus here. A write
 * that leaves the processor's group without a right in a region is reported by the register's name.
 * Masters other than processor and DMA controller do not exist.
 */
public final class SystemBus extends Block {
  /** Initiators of the data sheet's table 4-5; one more with the fixed high priority. */
  private static final int DMA_READ = 3;

  private static final int DMA_WRITE = 5;

  private final SystemConfig config;
  private final IrqLine violation;
  private final List<BusTarget> targets = new ArrayList<>();

  /**
   * @param config has the groups and the lock
   * @param violation the line of interrupt 106
   */
  public SystemBus(Site site, SystemConfig config, IrqLine violation) {
    super(site);
    this.config = config;
    this.violation = violation;
    register("SBFLAG").reads(this::flags);
    for (int i = 0; i < BusTarget.COUNT; i++) {
      BusTarget target = new BusTarget(i, part()::hasRegister, this::register);
      targets.add(target);
      target.log().onChange(this::update);
      for (Register register : target.locked()) {
        register.stores(raw -> config.permissionsAreLocked() ? register.get() : raw);
      }
      for (BusTarget.Region region : target.regions()) {
        region.onChange(this::reportProcessorWithout);
      }
    }
  }

  /**
   * Asks for an access of the DMA controller, which must not happen without. A refusal is logged.
   *
   * @param address physical, of up to 4 bytes that are aligned to their number
   * @return whether its group has the right, or there is no target that could refuse
   */
  boolean permitsDma(int address, boolean write) {
    int number = BusTarget.at(address);
    if (number == BusTarget.NONE) {
      return true;
    }
    int initiator = (write ? DMA_WRITE : DMA_READ) + (config.dmaIsHighPriority() ? 1 : 0);
    BusTarget target = targets.get(number);
    BusTarget.Region region = target.regionOf(address);
    int group = config.dmaGroup();
    if (region.permits(group, write)) {
      return true;
    }
    target.log().refused(write, region.number(), initiator, group);
    return false;
  }

  @Override
  public void reset() {
    super.reset();
    update();
  }

  private int flags() {
    int flags = 0;
    for (int i = 0; i < BusTarget.COUNT; i++) {
      flags |= targets.get(i).log().isReported() ? 1 << i : 0;
    }
    return flags;
  }

  private void update() {
    violation.set(flags() != 0);
  }

  private void reportProcessorWithout(Register right) {
    if (((right.get() >>> config.processorGroup()) & 1) == 0) {
      reportUnmodelled(right.spec().name(), true);
    }
  }
}
