package org.vzlab.vp.config;

/**
 * A line of a {@code .mmap} block.
 *
 * @param kind the key
 * @param address first guest address, virtual or physical
 * @param size bytes; 0 for a ROM or RAM that is taken back
 * @param physical the physical address of code, data and rodata; 0 for rom and ram
 * @param alignment bytes, for rom and ram, which the configurator places; 0 for the others
 */
public record MemoryRegion(
    SourcePosition position,
    Kind kind,
    int address,
    int size,
    Flags flags,
    int physical,
    int alignment) {
  /** The key of a line, with the access it grants where its flags grant none. */
  public enum Kind {
    /** Code at a given place. */
    CODE("rx"),
    /** Data at a given place. */
    DATA("rw"),
    /** Constants at a given place. */
    RODATA("r"),
    /** Flash that the configurator places. */
    ROM("rx"),
    /** RAM that the configurator places. */
    RAM("rw");

    private final String defaults;

    Kind(String defaults) {
      this.defaults = defaults;
    }

    /** Whether the configurator chooses the place. */
    public boolean placed() {
      return this == ROM || this == RAM;
    }

    String defaults() {
      return defaults;
    }
  }
}
