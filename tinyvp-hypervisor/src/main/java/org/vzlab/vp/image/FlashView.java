package org.vzlab.vp.image;

/** Flash as its reader sees it. */
@FunctionalInterface
public interface FlashView {
  /**
   * A word, little-endian; all ones where nothing has been programmed.
   *
   * @param physicalAddress a multiple of 4 inside program flash
   */
  int word(int physicalAddress);
}
