package org.vzlab.kit.irq;

/** The processor's end of an external interrupt controller (EIC mode, MD00090 section 6.3.1.3). */
public interface InterruptTarget {
  /**
   * The controller's current request.
   *
   * @param ripl requested interrupt priority level, 0 if nothing is requested
   * @param vectorOffset bytes from EBase to the handler
   * @param shadowSet the shadow register set the handler shall run in
   */
  void request(int ripl, int vectorOffset, int shadowSet);

  /** A non-maskable interrupt: an event, to be taken once (MD00091 "NMI"). */
  void nmi();
}
