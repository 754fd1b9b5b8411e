package org.vzlab.board;

import java.util.List;
import java.util.Optional;

/**
 * What a user asks for.
 *
 * @param target a configuration (.config) or an image
 * @param board {@code wifire}, or a board file (.config)
 * @param start {@code reset} or an address; empty to find out from the image
 * @param images further images to load
 * @param staleCaches whether the caches keep lines that differ from memory, as hardware does
 * @param timing what time everything takes
 */
public record Setup(
    String target,
    String board,
    Optional<String> start,
    List<String> images,
    UnmodelledPolicy unmodelled,
    boolean staleCaches,
    TimingModel timing) {

  /** With caches that are coherent with memory, and a cycle an instruction. */
  public Setup(
      String target,
      String board,
      Optional<String> start,
      List<String> images,
      UnmodelledPolicy unmodelled) {
    this(target, board, start, images, unmodelled, false, TimingModel.FUNCTIONAL);
  }
}
