package org.vzlab.isolation.monitor;

import java.util.BitSet;
import java.util.List;
import org.vzlab.board.Bench;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Violation;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;

/**
 * Watches a board while it runs: every page that a task gets at through the TLB, with what it does
 * there; every entry of root's TLB; every cycle of the DMA controller; every access that the
 * hypervisor carries out or emulates for a task, the memory that it fills, the interrupts and
 * messages that it passes on. What the {@link Policy} does not grant is a violation. The board runs
 * as it does without, to the cycle.
 *
 * <p>What is not watched: root itself, which the hypervisor's model is, and threads in kernel mode,
 * which are part of the hypervisor. A cycle of the DMA controller that the system bus arbiter
 * refuses does not happen and is counted only. The PC of a violation is the task's instruction; of
 * a DMA cycle or an interrupt it is where the processor happens to be, and while root deals with an
 * exception, where that has come from.
 */
public final class OwnershipMonitor {
  private final Findings findings;
  private final Translations translations;
  private final DmaCycles dma;
  private final Services services;

  private OwnershipMonitor(Bench bench) {
    Policy policy = Policy.of(bench);
    Layout granted = bench.granted().map(Inspection::layout).or(bench::layout).orElseThrow();
    BitSet threads = new BitSet();
    granted.threads().forEach(thread -> threads.set(thread.id()));
    findings = new Findings(policy, bench.hart());
    translations = new Translations(policy, bench.hart(), findings, threads);
    dma = new DmaCycles(policy, bench.bus(), findings);
    services = new Services(policy, granted, findings);
  }

  /**
   * Watches a board from now on, for as long as there is the board.
   *
   * @throws IllegalArgumentException if the modelled hypervisor is not on it
   */
  public static OwnershipMonitor watch(Bench bench) {
    OwnershipMonitor monitor = new OwnershipMonitor(bench);
    monitor.translations.takeRootTlb();
    bench.hart().mmu.listen(monitor.translations);
    bench.hart().tlb.trace().listen(monitor.translations::written);
    bench.chip().dma().listen(monitor.dma);
    bench.listen(monitor.services);
    return monitor;
  }

  /** The first violations, 100 at most, in the order in which they were found. */
  public List<Violation> violations() {
    return findings.violations();
  }

  /** How many violations there were. */
  public long violationCount() {
    return findings.count();
  }

  /** Forgets all violations and begins to count anew. */
  public void clear() {
    findings.clear();
    translations.clear();
    dma.clear();
    services.clear();
  }

  /** Translations of tasks' addresses. What is kept of one by the emulator is not counted again. */
  public long translations() {
    return translations.count();
  }

  /** Reads and writes of the DMA controller, those included that were refused. */
  public long dmaCycles() {
    return dma.count();
  }

  /** Reads and writes of the DMA controller that the system bus arbiter has refused. */
  public long refusedDmaCycles() {
    return dma.refused();
  }

  /** What the hypervisor has accessed, filled or passed on for tasks, but for interrupts. */
  public long accesses() {
    return services.accesses();
  }

  /** Interrupts that the hypervisor has raised for guests. */
  public long interrupts() {
    return services.interrupts();
  }
}
