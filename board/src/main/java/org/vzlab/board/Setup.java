package org.vzlab.board;

import java.util.List;
import java.util.Optional;

/**
 * What a user asks for.
 *
 * @param target a configuration (.config) or an image
 * @param board {@code wifire}, {@code dm320007} or {@code emz64}, or a board file (.config); {@link
 *     #OWN_BOARD} for the board that a configuration names, and the WiFire if it names none
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
  /** The board that a configuration names. */
  public static final String OWN_BOARD = "";

  /**
   * What a user gets who says nothing but the target: the board that it names, approximate timing.
   * What is not modelled is not told.
   */
  public static Setup standard(String target) {
    return new Setup(
        target,
        OWN_BOARD,
        Optional.empty(),
        List.of(),
        UnmodelledPolicy.QUIET,
        false,
        TimingModel.APPROXIMATE);
  }

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
