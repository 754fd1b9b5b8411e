package org.vzlab.soc.peripheral;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.kit.state.Stateful;

/**
 * The lock of the system registers: opened by two keys written to SYSKEY one after the other,
 * closed by any other value (DS60001320, "System unlock sequence").
 */
public final class SystemLock implements Stateful {
  private static final int KEY1 = 0xAA996655;
  private static final int KEY2 = 0x556699AA;

  private boolean half;
  private boolean open;

  /** Whether locked registers accept writes. */
  public boolean isOpen() {
    return open;
  }

  void write(int key) {
    open = half && key == KEY2;
    half = key == KEY1;
  }

  void close() {
    write(0);
  }

  @Override
  public void visit(StateVisitor visitor) {
    half = visitor.flag("half", half);
    open = visitor.flag("open", open);
  }
}
