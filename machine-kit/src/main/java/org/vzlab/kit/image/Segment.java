package org.vzlab.kit.image;

/**
 * A run of bytes of an image.
 *
 * @param address where the image says they go, as it stands in the file (often a KSEG0 address)
 * @param data the bytes
 * @param memorySize bytes it takes up when loaded; beyond {@code data} it is zero
 * @param readable the file's R flag; true if the format has none
 * @param writable the file's W flag; false if the format has none
 * @param executable the file's X flag; true if the format has none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record Segment(
    int address,
    byte[] data,
    int memorySize,
    boolean readable,
    boolean writable,
    boolean executable) {
  /** The physical address: a KSEG0 or KSEG1 address without its top three bits. */
  public int physicalAddress() {
    return Image.physical(address);
  }
}
