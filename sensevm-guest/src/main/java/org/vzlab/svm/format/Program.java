package org.vzlab.svm.format;

import java.util.List;

/**
 * A program that has been loaded.
 *
 * @param image the file's bytes from its magic number to the end of its code; labels are offsets in
 *     it
 * @param version the file's version, 0 to 255
 * @param integers the pool of integers
 * @param strings the pool of strings, as bytes
 * @param natives the pool of native functions
 * @param codeStart offset of the first instruction
 * @param checksummed whether the file had a checksum, which was right then
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
public record Program(
    byte[] image,
    int version,
    int[] integers,
    byte[] strings,
    List<NativeEntry> natives,
    int codeStart,
    boolean checksummed) {
  /** Offset of the first byte behind the code. */
  public int codeEnd() {
    return image.length;
  }
}
