package org.vzlab.soc.peripheral;

/** Why the chip is reset; decides what RCON says afterwards. */
public enum ResetCause {
  /** Power has come on: RCON becomes POR and BOR. */
  POWER_ON,
  /** The MCLR pin: RCON.EXTR is set. */
  EXTERNAL,
  /** RSWRST: RCON.SWR is set. */
  SOFTWARE,
  /** RNMICON.WDTO was not cleared in time: RCON.WDTO is set. */
  WATCHDOG,
  /** RNMICON.DMTO was not cleared in time: RCON.DMTO is set. */
  DEADMAN_TIMER
}
