package org.vzlab.isolation;

import org.vzlab.kit.state.StateVisitor;
import org.vzlab.mips.port.RootPort;
import org.vzlab.mips.port.RootSoftware;

/** Stands before a hypervisor and does something wrong. It keeps no state of its own. */
public abstract class Mistake implements RootSoftware {
  private final RootSoftware hypervisor;
  private RootPort port;

  protected Mistake(RootSoftware hypervisor) {
    this.hypervisor = hypervisor;
  }

  /**
   * What it does when root has taken an exception.
   *
   * @return whether the hypervisor hears of the exception; if not, a guest has been entered again
   */
  protected abstract boolean make(RootPort root);

  @Override
  public void start(RootPort rootPort) {
    port = rootPort;
    hypervisor.start(rootPort);
  }

  @Override
  public void exception(int vectorOffset) {
    if (make(port)) {
      hypervisor.exception(vectorOffset);
    }
  }

  @Override
  public void debugException() {
    hypervisor.debugException();
  }

  @Override
  public void run() {
    hypervisor.run();
  }

  @Override
  public void visit(RootPort rootPort, StateVisitor visitor) {
    port = rootPort;
    hypervisor.visit(rootPort, visitor);
  }
}
