package org.vzlab.vp.layout;

import java.util.List;
import org.vzlab.vp.cost.Overheads;

/**
 * A configuration, allocated: the static tables of the hypervisor.
 *
 * @param partitions the guests in the order of their ids
 * @param threads the hypervisor's threads in the order of their ids
 * @param loads what is put into flash and RAM before the start
 * @param setup what the hypervisor stores into registers when it starts, in order
 * @param schedule how the processor's time is divided
 * @param mailboxes in the order of the configuration
 * @param supervisions in the order of the configuration
 */
public record Layout(
    List<Partition> partitions,
    List<RootThread> threads,
    List<Load> loads,
    List<RegisterWrite> setup,
    Schedule schedule,
    List<Mailbox> mailboxes,
    List<Supervision> supervisions) {
  /** A layout without supervisions. */
  public Layout(
      List<Partition> partitions,
      List<RootThread> threads,
      List<Load> loads,
      List<RegisterWrite> setup,
      Schedule schedule,
      List<Mailbox> mailboxes) {
    this(partitions, threads, loads, setup, schedule, mailboxes, List.of());
  }

  /** A layout without mailboxes. */
  public Layout(
      List<Partition> partitions,
      List<RootThread> threads,
      List<Load> loads,
      List<RegisterWrite> setup,
      Schedule schedule) {
    this(partitions, threads, loads, setup, schedule, List.of());
  }

  /** A layout with tinyVP's own schedule. */
  public Layout(
      List<Partition> partitions,
      List<RootThread> threads,
      List<Load> loads,
      List<RegisterWrite> setup) {
    this(partitions, threads, loads, setup, new Schedule.Turns());
  }

  /** How long the hypervisor is busy at most with these guests and what is between them. */
  public Overheads overheads() {
    return new Overheads(partitions.size() + threads.size(), mailboxes.size(), supervisions.size());
  }

  /** This layout with another set-up list. */
  public Layout withSetup(List<RegisterWrite> other) {
    return new Layout(
        partitions, threads, loads, List.copyOf(other), schedule, mailboxes, supervisions);
  }
}
