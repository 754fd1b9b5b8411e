package org.vzlab.isolation.monitor;

import java.util.Locale;
import org.vzlab.isolation.Policy;
import org.vzlab.isolation.Rule;
import org.vzlab.isolation.Use;
import org.vzlab.isolation.Way;
import org.vzlab.kit.bus.Bus;
import org.vzlab.soc.peripheral.DmaListener;

/**
 * What the DMA controller reads and writes, for the guest that has its registers: no channel has an
 * owner of its own. What the system bus arbiter refuses does not happen, nor what nothing on the
 * bus answers to.
 */
final class DmaCycles implements DmaListener {
  /** DMACON (DS60001320, table 10-2). */
  private static final int DMACON = 0x1F811000;

  private final Policy policy;
  private final Bus bus;
  private final Findings findings;
  private final int owner;
  private long count;
  private long refused;

  DmaCycles(Policy policy, Bus bus, Findings findings) {
    this.policy = policy;
    this.bus = bus;
    this.findings = findings;
    owner = owner(policy);
  }

  private static int owner(Policy policy) {
    for (int task : policy.tasks()) {
      if (!policy.isKernel(task)
          && (policy.permits(task, DMACON, Use.WRITE, Way.EMULATED)
              || policy.permits(task, DMACON, Use.WRITE, Way.MAPPED))) {
        return task;
      }
    }
    return 0;
  }

  long count() {
    return count;
  }

  long refused() {
    return refused;
  }

  void clear() {
    count = 0;
    refused = 0;
  }

  @Override
  public void cycle(int channel, int address, int size, boolean write, boolean permitted) {
    count++;
    if (!permitted) {
      refused++;
      return;
    }
    if (!bus.answers(address, size)) {
      // An address error of the channel: there is nothing to read or to write.
      return;
    }
    Use use = write ? Use.WRITE : Use.READ;
    if (!policy.permits(owner, Integer.toUnsignedLong(address), size, use, Way.DMA)) {
      String what =
          String.format(
              Locale.ROOT,
              "channel %d of the DMA controller %s %d bytes",
              channel,
              write ? "writes" : "reads",
              size);
      findings.add(Rule.DMA, owner, address, what);
    }
  }
}
