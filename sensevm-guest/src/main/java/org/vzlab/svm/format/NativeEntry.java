package org.vzlab.svm.format;

/**
 * An entry of the native pool.
 *
 * @param function which native function, 0 to 65535
 * @param arguments how many arguments the program gives it, 0 to 255
 * @param unused the byte behind them, which is 0 in what is written and means nothing
 */
public record NativeEntry(int function, int arguments, int unused) {
  /** An entry as it is written. */
  public NativeEntry(int function, int arguments) {
    this(function, arguments, 0);
  }

  /** The entry by which programs call a function. */
  public static NativeEntry of(NativeFunction function) {
    return new NativeEntry(function.number(), function.arguments());
  }
}
