package org.vzlab.vp.image;

import java.util.Map;
import java.util.TreeMap;

/** Ranges of addresses below 2 GB that are not empty and do not overlap. */
final class Ranges {
  private final TreeMap<Integer, Integer> ends = new TreeMap<>();

  /** Adds a range; false, and nothing is added, if it overlaps with one. */
  boolean add(int start, int size) {
    Map.Entry<Integer, Integer> before = ends.lowerEntry(start + size);
    if (before != null && before.getValue() > start) {
      return false;
    }
    ends.put(start, start + size);
    return true;
  }
}
