package org.vzlab.vp.config;

/**
 * The flag letters of a region, in tinyVP's language: {@code r w x} access, {@code i} writes are
 * ignored, {@code I} ignored and logged, {@code s} shared between guests, {@code e} emulated,
 * {@code u n a t} cacheability. {@code d}, not for DMA, has an effect beside {@code dma = 1} only.
 *
 * @param letters the letters as written, with the defaults of the region's kind filled in
 */
public record Flags(String letters) {
  /** All letters of the language. */
  public static final String ALL = "rwxiIseunatd";

  /** Flag r. */
  public boolean readable() {
    return has('r');
  }

  /** Flag w. */
  public boolean writable() {
    return has('w');
  }

  /** Flag x. */
  public boolean executable() {
    return has('x');
  }

  /** Flag i or I. */
  public boolean ignoresWrites() {
    return has('i') || has('I');
  }

  /** Flag I. */
  public boolean logsIgnoredWrites() {
    return has('I');
  }

  /** Flag s. */
  public boolean shared() {
    return has('s');
  }

  /** Flag e. */
  public boolean emulated() {
    return has('e');
  }

  /** Flag d. */
  public boolean noDma() {
    return has('d');
  }

  /**
   * The cacheability attribute, as in the C field of EntryLo and Config.K0 (MD00091): 2 uncached, 0
   * and 1 write-through, 7 uncached accelerated, else 3, write-back.
   */
  public int cacheability() {
    if (has('u')) {
      return 2;
    }
    if (has('n')) {
      return 0;
    }
    if (has('a')) {
      return 7;
    }
    return has('t') ? 1 : 3;
  }

  /** These flags and s. */
  Flags withShared() {
    return shared() ? this : new Flags(letters + 's');
  }

  private boolean has(char letter) {
    return letters.indexOf(letter) >= 0;
  }

  /** Whether these flags and others have the same letters, in any order. */
  public boolean sameAs(Flags other) {
    return ALL.chars().allMatch(letter -> has((char) letter) == other.has((char) letter));
  }

  /** What is written, with the defaults added if it grants no access at all. */
  static Flags of(Value value, String written, String defaults, Findings findings) {
    for (int i = 0; i < written.length(); i++) {
      if (ALL.indexOf(written.charAt(i)) < 0) {
        findings.warn(
            Check.KEYS,
            value.position(),
            "flag '" + written.charAt(i) + "' has no effect; flags are \"" + ALL + "\"");
      }
    }
    Flags flags = new Flags(written);
    boolean access = flags.readable() || flags.writable() || flags.executable();
    return access ? flags : new Flags(written + defaults);
  }
}
