package org.vzlab.svm.format;

/**
 * Something that the verifier has to say.
 *
 * @param offset where in the image
 * @param instruction what stands there, such as {@code GOTO 47}; empty if it is not an instruction
 * @param reason what is wrong with it
 */
public record Finding(int offset, String instruction, String reason) {
  @Override
  public String toString() {
    return instruction.isEmpty()
        ? "0x%04x: %s".formatted(offset, reason)
        : "0x%04x: %s: %s".formatted(offset, instruction, reason);
  }
}
