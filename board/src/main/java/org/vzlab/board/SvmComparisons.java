package org.vzlab.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.vzlab.kit.image.Image;
import org.vzlab.svm.container.Container;
import org.vzlab.svm.container.ContainerImage;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.Resources;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.layout.Partition;

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

  /**
   * A board, the runtime with the program that is on it, and what must hear of its instructions.
   */
  record Bare(Board board, Image image, SvmLockStep steps) {}

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
    Bare bare = open(name, program, resources);
    bare.board.onInstruction(bare.steps::executing);
    run(bare.board, List.of(bare.steps), stimuli, untilCycles, goesOn);
    return bare.steps.result();
  }

  /**
   * A board with a program on it, before its first instruction.
   *
   * @throws UserError if the program is too large for the board
   */
  static Bare open(String name, Program program, Resources resources) throws UserError {
    BoardFile file = Boards.boardFile(Setup.OWN_BOARD, Optional.empty());
    Board board = empty(file);
    Container container =
        new Container(
            program,
            resources,
            StandardDevices.of(board),
            false,
            false,
            Container.Supervision.NONE);
    Image image = ContainerImage.of(ContainerImage.runtime(), container, name);
    try {
      new Programs(board.bus).load(image);
    } catch (UserError e) {
      throw new UserError(
          e.getMessage()
              + "; give it fewer cells, stack entries, contexts or bytes of arrays if RAM is full,"
              + " less code if flash is");
    }
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
    return new Bare(board, image, steps);
  }

  /**
   * Runs a configuration, and each of its containers in Java too.
   *
   * @param setup the configuration, and how it runs
   * @param stimuli what happens to the board
   * @param untilCycles when the run ends, SYSCLK cycles
   * @param goesOn as in {@link #bare}
   * @return of each container what came of it, in the order of their guests
   * @throws UserError if the configuration cannot be used, or has no container
   */
  public static List<SvmComparison> configuration(
      Setup setup, List<Stimulus> stimuli, long untilCycles, LongPredicate goesOn)
      throws UserError {
    Board board = (Board) Boards.open(setup);
    Configuration configuration = Boards.configuration(setup.target()).orElseThrow();
    BoardFile file = Boards.boardFile(setup.board(), configuration.board());
    Configured configured = Configured.of(empty(file), file, configuration);
    if (configured.containers().isEmpty()) {
      throw new UserError(
          setup.target() + ": no guest with a container; write container = PROGRAM.svm in one");
    }
    List<SvmLockStep> all = new ArrayList<>();
    for (Partition guest : configured.layout().partitions()) {
      Containers.Running running = configured.containers().get(guest.id());
      if (running != null) {
        all.add(lockStep(board, guest, running));
      }
    }
    run(board, List.of(), stimuli, untilCycles, goesOn);
    return all.stream().map(SvmLockStep::result).toList();
  }

  private static SvmLockStep lockStep(Board board, Partition guest, Containers.Running running) {
    int state = SvmLockStep.symbol(running.image(), "svm_machine");
    SvmLockStep steps =
        new SvmLockStep(
            "guest " + guest.id() + " (" + guest.name() + ")",
            board.hart,
            running.image(),
            running.container(),
            new GuestRam(board.bus, state, guest.pages().physical(Image.physical(state))),
            () -> board.hart.usage.instructions(guest.id()));
    board.onInstruction(
        instruction -> {
          if (instruction.owner() == guest.id()) {
            steps.executing(instruction);
          }
        });
    return steps;
  }

  private static Board empty(BoardFile file) {
    return new Board(
        Boards.hardware(file.hardware()),
        UnmodelledPolicy.QUIET,
        TimingModel.FUNCTIONAL,
        file.timing());
  }

  static void run(
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
        && (steps.isEmpty() || !steps.stream().allMatch(SvmLockStep::isOver))) {
      board.run(Math.min(untilCycles, board.now() + SLICE));
    }
  }
}
