package org.vzlab.board;

import java.util.Optional;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.state.Snapshot;
import org.vzlab.kit.state.Stateful;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.hart.Hart;
import org.vzlab.soc.Pic32mz;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.model.TinyVp;
import org.vzlab.vp.model.VpListener;

/**
 * A board on the bench: a session whose inside is open to whoever tests it or proves something
 * about it, and which can be put back to a moment of its past. What is only looked at changes
 * nothing.
 */
public interface Bench extends Session, Stateful {
  /** All that the board's future depends on, and all that its summary tells of its past. */
  Snapshot snapshot();

  /**
   * Goes back to the moment of a snapshot of this board, or of one that was opened in the same way.
   * Whoever listens goes on listening.
   */
  void restore(Snapshot snapshot);

  /** The processor. */
  Hart hart();

  /** The chip. */
  Pic32mz chip();

  /** The physical address space. */
  Bus bus();

  /** Board time. */
  Scheduler time();

  /** What of the board is for guests, and what the modelled hypervisor has, if it is installed. */
  Optional<BoardFile> boardFile();

  /** The modelled hypervisor, if one is installed. */
  Optional<TinyVp> hypervisor();

  /** The tables that the modelled hypervisor runs from. */
  Optional<Layout> layout();

  /**
   * The configuration as it was allocated, before a {@link Variant} has changed it: what everybody
   * is meant to have; empty for an image, which has tables only.
   */
  Optional<Inspection> granted();

  /** What becomes of messages between guests. */
  TraceChannel<MailboxMessage> messages();

  /** Hears what happens to guests, beside whoever hears of it already. */
  void listen(VpListener listener);
}
