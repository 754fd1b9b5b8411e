package org.vzlab.kit.bus;

/** Decides which of the processor's accesses the bus lets through. */
public interface Guard {
  /** Lets everything through. */
  Guard NONE =
      new Guard() {
        @Override
        public boolean permits(int address, boolean write) {
          return true;
        }

        @Override
        public boolean opens(int page, boolean write) {
          return true;
        }
      };

  /**
   * Asked once for each access, before it; a refusal may leave traces.
   *
   * @param address physical, of up to 4 bytes that are aligned to their number, or of a line of a
   *     cache
   */
  boolean permits(int address, boolean write);

  /**
   * Whether {@link #permits} would let every access in a page through, so that it need not be asked
   * until {@link Bus#guardChanged}.
   *
   * @param page physical, a multiple of {@link Memory#PAGE}
   */
  boolean opens(int page, boolean write);
}
