package org.vzlab.vp.exit;

import org.vzlab.vp.layout.Window;

/** Hears what is worth a line while exits are handled. */
public interface ExitLog {
  /** A write of a guest or thread that the configuration says to ignore and to log. */
  void writeIgnored(int task, int address, int size, int value);

  /** An access of a guest or thread to a window is about to be carried out or emulated. */
  void accessed(int task, Window window, int address, int size, boolean store);

  /** A guest has read its Count, or written Count or Compare. */
  void timeAccess(int guest, String access, int value);
}
