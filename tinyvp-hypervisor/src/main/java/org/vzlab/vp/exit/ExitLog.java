package org.vzlab.vp.exit;

/** Hears what is worth a line while exits are handled. */
public interface ExitLog {
  /** A write of a guest or thread that the configuration says to ignore and to log. */
  void writeIgnored(int task, int address, int size, int value);

  /** A guest has read its Count, or written Count or Compare. */
  void timeAccess(int guest, String access, int value);
}
