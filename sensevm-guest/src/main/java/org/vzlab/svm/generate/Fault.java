package org.vzlab.svm.generate;

/**
 * A byte of a program that is spoilt.
 *
 * @param offset from the beginning of the code; below -4 in the pool of native functions
 * @param value what stands there, 0 to 255
 */
public record Fault(int offset, int value) {}
