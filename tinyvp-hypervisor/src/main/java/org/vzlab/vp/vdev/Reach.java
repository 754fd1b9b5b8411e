package org.vzlab.vp.vdev;

import java.util.List;
import org.vzlab.mips.port.RootPort;
import org.vzlab.vp.layout.PageTree;
import org.vzlab.vp.layout.RootThread;
import org.vzlab.vp.layout.Window;

/**
 * What a guest or a thread of the hypervisor reaches: pages, which the root TLB maps for it, and
 * windows, in which its accesses are carried out for it. Addresses are a guest's physical ones, or
 * a thread's virtual ones.
 */
public final class Reach {
  private final int id;
  private final PageTree pages;
  private final List<Window> windows;
  private final VirtualDevice[] devices;
  private final int[] offsets;

  /**
   * @param id whose it is
   * @param devices what answers for each window
   * @param offsets where in its device each window begins
   */
  Reach(int id, PageTree pages, List<Window> windows, VirtualDevice[] devices, int[] offsets) {
    this.id = id;
    this.pages = pages;
    this.windows = windows;
    this.devices = devices;
    this.offsets = offsets;
  }

  /** What a thread reaches through the TLB; its windows are the real registers. */
  public static Reach of(RootPort port, RootThread thread) {
    VirtualDevice[] devices = new VirtualDevice[thread.windows().size()];
    for (int i = 0; i < devices.length; i++) {
      devices[i] = new RealWindow(port, thread.windows().get(i).physical());
    }
    return new Reach(
        thread.id(), thread.pages(), thread.windows(), devices, new int[devices.length]);
  }

  /** The id of the guest or thread. */
  public int id() {
    return id;
  }

  /** The pages. */
  public PageTree pages() {
    return pages;
  }

  /** Which of the windows holds an address, or -1. */
  public int windowAt(int address) {
    for (int i = 0; i < devices.length; i++) {
      if (windows.get(i).contains(address)) {
        return i;
      }
    }
    return -1;
  }

  /** A window by its number. */
  public Window window(int number) {
    return windows.get(number);
  }

  /** Reads from a window, zero-extended. */
  public int read(int number, int address, int size) {
    return devices[number].read(address - windows.get(number).base() + offsets[number], size);
  }

  /** Writes to a window. */
  public void write(int number, int address, int size, int value) {
    devices[number].write(address - windows.get(number).base() + offsets[number], size, value);
  }
}
