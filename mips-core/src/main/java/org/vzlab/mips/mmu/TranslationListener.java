package org.vzlab.mips.mmu;

/**
 * Hears where virtual addresses lead, before anything is done there. Whoever executes does nothing
 * to a page that has not been heard of with that access since the listener was added, or since a
 * translation or who executes has changed: of what is kept, only what was heard is kept.
 */
@FunctionalInterface
public interface TranslationListener {
  /**
   * An address has been translated, and may be used in this way, in its page of 4 KB. The
   * instruction is at the processor's PC. Nothing may be done to the processor.
   *
   * @param va virtual address in the context that executes
   * @param pa physical address
   */
  void translated(int va, int pa, Access access);

  /** Tells two of them. */
  default TranslationListener andThen(TranslationListener next) {
    return (va, pa, access) -> {
      translated(va, pa, access);
      next.translated(va, pa, access);
    };
  }
}
