package org.vzlab.svm.container;

/**
 * A device of a container, as its block lists it; docs/sense-vm-guest.md, "The container block".
 *
 * @param interrupt its interrupt, 1 to 215; 0 for none
 * @param registers physical address of its registers
 * @param mask mask of its pin in the registers of its port; 0 if it has no pin
 * @param activeLow whether the pin is low while it is on or pressed
 */
public record Device(Kind kind, int interrupt, int registers, int mask, boolean activeLow) {
  /** What the runtime has drivers for, with the number in the block. */
  public enum Kind {
    CONSOLE(1),
    LED(2),
    BUTTON(3),
    MAILBOX_SENDER(4),
    MAILBOX_RECEIVER(5),
    STREAM(6),
    SUPERVISOR(7);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
