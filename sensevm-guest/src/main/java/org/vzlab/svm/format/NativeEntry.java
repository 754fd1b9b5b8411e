package org.vzlab.svm.format;

/**
 * An entry of the native pool.
 *
 * @param function which native function, 0 to 65535
 * @param arguments how many arguments the program gives it, 0 to 255
 */
public record NativeEntry(int function, int arguments) {}
