package org.vzlab.soc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vzlab.kit.bus.Bus;
import org.vzlab.kit.irq.InterruptTarget;
import org.vzlab.kit.irq.IrqLine;
import org.vzlab.kit.time.Scheduler;
import org.vzlab.kit.timing.TimingTable;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.soc.chip.Block;
import org.vzlab.soc.chip.PartTable;
import org.vzlab.soc.intc.Evic;
import org.vzlab.soc.intc.InterruptChange;
import org.vzlab.soc.peripheral.ConfigurationWords;
import org.vzlab.soc.peripheral.ProcessorActivity;
import org.vzlab.soc.peripheral.ResetCause;
import org.vzlab.soc.peripheral.SystemLock;
import org.vzlab.soc.peripheral.UartByte;

/**
 * What the rows of the chip table build a chip from; {@code blocks} grows row by row.
 *
 * @param time board time
 * @param bus where the chip's memories and registers are mapped
 * @param timing what memories, peripherals and the bus take
 * @param part the part's documentation
 * @param target the processor's interrupt and NMI inputs
 * @param activity what the watchdogs see of the processor
 * @param words the configuration words in boot flash
 * @param lock the system lock
 * @param onReset called when software or the delay of an NMI resets the chip
 * @param uartTrace hears of characters at the UARTs' pins
 * @param interruptTrace hears of changes at the interrupt controller
 * @param blocks what has been built so far
 */
record Parts(
    Scheduler time,
    Bus bus,
    TimingTable timing,
    PartTable part,
    InterruptTarget target,
    ProcessorActivity activity,
    ConfigurationWords words,
    SystemLock lock,
    Consumer<ResetCause> onReset,
    TraceChannel<UartByte> uartTrace,
    TraceChannel<InterruptChange> interruptTrace,
    List<Block> blocks) {
  /** The block of that type that has been built first. */
  <T extends Block> T the(Class<T> type) {
    return all(type).get(0);
  }

  /** The blocks of that type in the order of their rows. */
  <T extends Block> List<T> all(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Block block : blocks) {
      if (type.isInstance(block)) {
        found.add(type.cast(block));
      }
    }
    return found;
  }

  /** The line of the interrupt source that the device pack calls so. */
  IrqLine line(String source) {
    return the(Evic.class).line(part.interrupt(source).number());
  }
}
