package org.vzlab.vp.model;

/** What a guest is doing. */
public enum GuestState {
  /** It runs, or would if the processor were free. */
  RUNNING,
  /** It has executed WAIT and nothing has ended that yet. */
  WAITING,
  /** It begins anew when its memory has been cleared. */
  RESTARTING,
  /** Stopped from the console, or by its supervisor. */
  STOPPED,
  /** Stopped by the hypervisor, for a reason. */
  FAULTED
}
