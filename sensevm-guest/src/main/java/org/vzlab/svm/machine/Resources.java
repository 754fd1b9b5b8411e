package org.vzlab.svm.machine;

/**
 * What a program has. All of it is set aside before it starts.
 *
 * @param heapCells pairs of the heap, 1 to 65535
 * @param stackEntries entries of each context's stack, 1 to 65535
 * @param contexts 1 to 16
 * @param channels 1 to 100
 * @param arrayBytes bytes of array memory, 0 to 65535
 */
public record Resources(
    int heapCells, int stackEntries, int contexts, int channels, int arrayBytes) {
  /** What a program has that asks for nothing: docs/sense-vm.md. */
  public static final Resources STANDARD = new Resources(157, 42, 4, 100, 0);
}
