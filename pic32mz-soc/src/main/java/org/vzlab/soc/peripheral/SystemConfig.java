package org.vzlab.soc.peripheral;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vzlab.kit.reg.Field;
import org.vzlab.kit.reg.FieldSpec;
import org.vzlab.kit.reg.Register;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.ModuleDisable;
import org.vzlab.soc.chip.Site;

/**
 * System configuration: CFGCON with its locks, DEVID, SYSKEY, module disable registers, permission
 * groups (DS60001320, "Device configuration").
 *
 * <p>The module disable bits switch off the modules that there are here ({@link Block}). Of the
 * permission groups those of processor and DMA controller count ({@link SystemBus}); a change of
 * any other is reported.
 */
public final class SystemConfig extends Block {
  private static final int MODULE_DISABLES = 7;
  private static final int ECC_OFF = 3;

  private final SystemLock lock;
  private final ConfigurationWords words;
  private final Register cfgcon;
  private final Field ecccon;
  private final Field pglock;
  private final Field pmdlock;
  private final Field iolock;
  private final Field dmapri;
  private final Field dmapg;
  private final Field cpupg;
  private final Field cpupri;
  private Runnable onProcessorGroup = () -> {};
  private final Map<String, ModuleDisable> disables = new HashMap<>();

  /**
   * @param lock opened and closed by SYSKEY
   * @param words where the values after a reset come from
   */
  public SystemConfig(Site site, SystemLock lock, ConfigurationWords words) {
    super(site);
    this.lock = part("lock", lock);
    this.words = words;
    cfgcon =
        register("CFGCON")
            .unmodelled("TDOEN", "TROEN", "JTAGEN", "ECCCON", "IOANCPN", "USBSSEN", "OCACLK")
            .unmodelled("ICACLK", "CPUPRI", "DMAPRI")
            .stores(this::configure);
    ecccon = cfgcon.field("ECCCON");
    pglock = cfgcon.field("PGLOCK");
    pmdlock = cfgcon.field("PMDLOCK");
    iolock = cfgcon.field("IOLOCK");
    register("DEVID").reset(part().part().deviceId()).writable(0);
    register("SYSKEY").onWrite(this::unlock).shows(() -> 0);
    dmapri = cfgcon.field("DMAPRI");
    cpupri = cfgcon.field("CPUPRI");
    for (int i = 1; i <= MODULE_DISABLES; i++) {
      moduleDisables(locked("PMD" + i, pmdlock));
    }
    Register cfgpg =
        locked("CFGPG", pglock)
            .unmodelled("USBPG", "ETHPG", "SQI1PG", "FCPG", "ICD1PG")
            .onWrite(this::groupsWritten);
    dmapg = cfgpg.field("DMAPG");
    cpupg = cfgpg.field("CPUPG");
  }

  private void moduleDisables(Register pmd) {
    List<ModuleDisable> bits = new ArrayList<>();
    for (FieldSpec field : pmd.spec().fields()) {
      String name = pmd.spec().name() + "." + field.name();
      ModuleDisable bit = new ModuleDisable(name, pmd.field(field.name()));
      bits.add(bit);
      disables.put(field.name(), bit);
    }
    pmd.onWrite((before, after) -> bits.forEach(bit -> bit.written(before, after)));
  }

  /**
   * A bit of PMD1 to PMD7 by its name, such as {@code U4MD}; the part has it only together with the
   * module.
   */
  public Optional<ModuleDisable> moduleDisable(String name) {
    return Optional.ofNullable(disables.get(name));
  }

  /** Whether the peripheral pin select registers ignore writes. */
  public boolean pinsAreLocked() {
    return iolock.isSet();
  }

  /** Whether the permission registers ignore writes. */
  boolean permissionsAreLocked() {
    return pglock.isSet();
  }

  /** The permission group of the DMA controller, 0 to 3. */
  int dmaGroup() {
    return dmapg.get();
  }

  /** The permission group of the processor, 0 to 3. */
  int processorGroup() {
    return cpupg.get();
  }

  /** Calls a listener after software has changed the processor's permission group. */
  void onProcessorGroup(Runnable listener) {
    onProcessorGroup = listener;
  }

  private void groupsWritten(int before, int after) {
    if (((before ^ after) & cpupg.mask()) != 0) {
      onProcessorGroup.run();
    }
  }

  /** Whether the processor has the fixed high priority on the system bus. */
  boolean cpuIsHighPriority() {
    return cpupri.isSet();
  }

  /** Whether the DMA controller has the fixed high priority on the system bus. */
  boolean dmaIsHighPriority() {
    return dmapri.isSet();
  }

  @Override
  public void reset() {
    super.reset();
    lock.close();
    ecccon.set(words.get("DEVCFG0", "FECCCON"));
  }

  @Override
  public void settle() {
    onProcessorGroup.run();
  }

  private Register locked(String name, Field lockBit) {
    Register register = register(name);
    return register.stores(raw -> lockBit.isSet() ? register.get() : raw);
  }

  private void unlock(int before, int after) {
    lock.write(after);
  }

  private int configure(int raw) {
    int before = cfgcon.get();
    if (!lock.isOpen()) {
      return before;
    }
    int after = raw | (before & onceOnly());
    // ECC can be configured only while it is off and unlocked (3); any other value locks it.
    return ecccon.get() == ECC_OFF ? after : (after & ~ecccon.mask()) | (before & ecccon.mask());
  }

  /** The lock bits that DEVCFG3 makes stay set until a reset. */
  private int onceOnly() {
    return (words.get("DEVCFG3", "IOL1WAY") != 0 ? iolock.mask() : 0)
        | (words.get("DEVCFG3", "PMDL1WAY") != 0 ? pmdlock.mask() : 0)
        | (words.get("DEVCFG3", "PGL1WAY") != 0 ? pglock.mask() : 0);
  }
}
