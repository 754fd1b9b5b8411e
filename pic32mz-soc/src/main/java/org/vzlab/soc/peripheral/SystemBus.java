package org.vzlab.soc.peripheral;

import java.util.ArrayList;
import java.util.List;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.bus.Guard;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.reg.Register;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.Site;

/**
 * The system bus's permission groups (DS60001320 section 4.3 and registers 4-2 to 4-10): every read
 * and write of the DMA controller and of the processor is checked before it happens against the
 * regions of the target that its address belongs to ({@link BusTarget}). One that its group
 * (CFGPG.DMAPG, CPUPG) has no right to is logged by the target. A target whose ECON.ERRP is set
 * reports its log in SBFLAG, and interrupt 106 is requested as long as SBFLAG is not 0. While
 * CFGCON.PGLOCK is set regions, permissions and ERRP ignore writes.
 *
 * <p>How the processor hears of a refusal has no public source. Here a load or fetch that is
 * refused is a bus error, whatever ERRP says; a store is posted and has been left behind by then,
 * so that it only does not happen. What the processor's caches answer does not reach the bus; where
 * they are modelled without data, each access counts as one that does. A line is one access. The
 * stores and loads of a modelled hypervisor are not checked.
 *
 * <p>Masters other than processor and DMA controller do not exist.
 */
public final class SystemBus extends Block implements Guard {
  /** Initiators of the data sheet's table 4-5; one more with the fixed high priority. */
  private static final int CPU = 1;

  private static final int DMA_READ = 3;

  private static final int DMA_WRITE = 5;

  private static final int SMALLEST_REGION = 1024;

  private final Bus bus;
  private final SystemConfig config;
  private final IrqLine violation;
  private final List<BusTarget> targets = new ArrayList<>();

  /** Whether any region denies the processor anything: seldom. */
  private boolean shut;

  /**
   * @param bus asks here about the processor's accesses
   * @param config has the groups and the lock
   * @param violation the line of interrupt 106
   */
  public SystemBus(Site site, Bus bus, SystemConfig config, IrqLine violation) {
    super(site);
    this.bus = bus;
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
        region.onChange(this::permissionsChanged);
      }
    }
    config.onProcessorGroup(this::permissionsChanged);
    part("permissions", visitor -> shut = visitor.flag("shut", shut));
    bus.guard(this);
  }

  /**
   * Asks for an access of the DMA controller, which must not happen without. A refusal is logged.
   *
   * @param address physical, of up to 4 bytes that are aligned to their number
   * @return whether its group has the right, or there is no target that could refuse
   */
  boolean permitsDma(int address, boolean write) {
    int initiator = (write ? DMA_WRITE : DMA_READ) + (config.dmaIsHighPriority() ? 1 : 0);
    return permits(address, write, config.dmaGroup(), initiator);
  }

  /** Asks for an access of the processor. A refusal is logged. */
  @Override
  public boolean permits(int address, boolean write) {
    return !shut
        || permits(
            address, write, config.processorGroup(), CPU + (config.cpuIsHighPriority() ? 1 : 0));
  }

  private boolean permits(int address, boolean write, int group, int initiator) {
    int number = BusTarget.at(address);
    if (number == BusTarget.NONE) {
      return true;
    }
    BusTarget target = targets.get(number);
    BusTarget.Region region = target.regionOf(address);
    if (region.permits(group, write)) {
      return true;
    }
    target.log().refused(write, region.number(), initiator, group);
    return false;
  }

  @Override
  public boolean opens(int page, boolean write) {
    if (!shut) {
      return true;
    }
    for (int at = page; at < page + Memory.PAGE; at += SMALLEST_REGION) {
      int number = BusTarget.at(at);
      if (number != BusTarget.NONE
          && !targets.get(number).regionOf(at).permits(config.processorGroup(), write)) {
        return false;
      }
    }
    return true;
  }

  private void permissionsChanged() {
    boolean before = shut;
    int group = config.processorGroup();
    shut = targets.stream().anyMatch(target -> target.shuts(group));
    if (before || shut) {
      bus.guardChanged();
    }
  }

  @Override
  public void reset() {
    super.reset();
    permissionsChanged();
    update();
  }

  @Override
  public void settle() {
    permissionsChanged();
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
}
