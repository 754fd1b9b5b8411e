package org.vzlab.board;

import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.vzlab.kit.image.Image;
import org.vzlab.svm.container.Container;
import org.vzlab.svm.container.ContainerImage;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.Resources;
import org.vzlab.vp.config.BoardFile;

/** Runs Sense-VM programs on a board and in Java in lock step. */
public final class SvmComparisons {
  /** How much board time passes between two looks whether all is over, in SYSCLK cycles. */
  private static final long SLICE = Session.CYCLES_PER_SECOND / 1000;

  /**
   * Something that a board hears from outside.
   *
   * @param cycles board time in SYSCLK cycles
   * @param button which button is pressed; empty if it is typing
   * @param bytes what is typed at the console
   * @param until when the button is let go, in SYSCLK cycles
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
  public record Stimulus(long cycles, String button, byte[] bytes, long until) {}

  private SvmComparisons() {}

  /**
   * Runs a program on the bare board, a chipKIT WiFire, with the standard devices.
   *
   * @param name the program's name
   * @param stimuli what happens to the board
   * @param untilCycles when the run ends at the latest, SYSCLK cycles
   * @param goesOn asked each millisecond of board time whether to go on, with the board time in
   *     SYSCLK cycles
   * @throws UserError if a stimulus cannot be had, or the program is too large for the board
   */
  public static SvmComparison bare(
      String name,
      Program program,
      Resources resources,
      List<Stimulus> stimuli,
      long untilCycles,
      LongPredicate goesOn)
      throws UserError {
    BoardFile file = Boards.boardFile(Setup.OWN_BOARD, Optional.empty());
    Board board =
        new Board(
            Boards.hardware(file.hardware()),
            UnmodelledPolicy.QUIET,
            TimingModel.FUNCTIONAL,
            file.timing());
    Container container =
        new Container(
            program,
            resources,
            StandardDevices.of(board),
            false,
            false,
            Container.Supervision.NONE);
    Image image = ContainerImage.of(ContainerImage.runtime(), container, name);
    new Programs(board.bus).load(image);
    int entry = image.entry().orElseThrow();
    board.start(() -> board.hardware.startImage(board, entry));
    int state = SvmLockStep.symbol(image, "svm_machine");
    SvmLockStep steps =
        new SvmLockStep(
            name,
            board.hart,
            image,
            container,
            new GuestRam(board.bus, state, Image.physical(state)),
            () -> board.hart.instructions);
    board.onInstruction(steps::executing);
    run(board, List.of(steps), stimuli, untilCycles, goesOn);
    return steps.result();
  }

  private static void run(
      Board board,
      List<SvmLockStep> steps,
      List<Stimulus> stimuli,
      long untilCycles,
      LongPredicate goesOn)
      throws UserError {
    for (Stimulus stimulus : stimuli) {
      if (stimulus.button().isEmpty()) {
        board.type(stimulus.cycles(), board.consoleUart(), stimulus.bytes());
      } else {
        board.press(stimulus.button(), stimulus.cycles(), stimulus.until());
      }
    }
    while (board.now() < untilCycles
        && board.end() == End.RUNNING
        && goesOn.test(board.now())
        && !steps.stream().allMatch(SvmLockStep::isOver)) {
      board.run(Math.min(untilCycles, board.now() + SLICE));
    }
  }
}
