package org.vzlab.board;

import org.vzlab.mips.hart.Hart;
import org.vzlab.soc.peripheral.ProcessorActivity;

/**
 * What the chip's watchdogs see of the processor. The work of a modelled hypervisor is no
 * instructions: nothing of it is fetched.
 */
record HartActivity(Hart hart) implements ProcessorActivity {
  @Override
  public long instructions() {
    return hart.instructions;
  }

  @Override
  public boolean isWaiting() {
    return hart.interrupts.isWaiting();
  }

  @Override
  public void onWake(Runnable listener) {
    hart.interrupts.onWake(listener);
  }
}
