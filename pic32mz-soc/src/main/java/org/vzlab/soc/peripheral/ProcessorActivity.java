package org.vzlab.soc.peripheral;

/** What the watchdogs see of the processor. */
public interface ProcessorActivity {
  /** Instructions since power-on, the current one included; at most one in a SYSCLK cycle. */
  long instructions();

  /** Whether the processor is in WAIT and executes nothing. */
  boolean isWaiting();

  /** Sets what hears of the end of each WAIT, before anything is executed. */
  void onWake(Runnable listener);
}
