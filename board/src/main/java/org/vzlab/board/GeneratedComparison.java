package org.vzlab.board;

import java.util.List;
import java.util.Optional;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.generate.Generated;
import org.vzlab.svm.generate.Generator;
import org.vzlab.svm.generate.Shrinker;
import org.vzlab.svm.generate.Size;
import org.vzlab.svm.machine.Resources;

/**
 * A generated program, run on the board and in Java in lock step.
 *
 * @param program the program
 * @param comparison what came of it
 */
public record GeneratedComparison(Generated program, SvmComparison comparison) {
  /** So that everything can be compared after every bytecode in bearable time. */
  private static final int MOST_CELLS = 600;

  private static final int MOST_ENTRIES = 150;

  /** When a program types what it was given, microseconds apart. */
  private static final long FIRST = Session.CYCLES_PER_SECOND / 1000;

  /** Board time that a program has. */
  private static final long LONGEST = Session.CYCLES_PER_SECOND / 10;

  /** How many smaller programs are tried. */
  private static final int TRIES = 500;

  /** The program of a seed. */
  public static GeneratedComparison of(long seed) throws UserError {
    Generated program = Generator.generate(seed, Size.of(seed));
    return new GeneratedComparison(program, compare(program));
  }

  /** A small program that differs too, if this one does. */
  public Optional<GeneratedComparison> shrunk() throws UserError {
    if (comparison.difference().isEmpty()) {
      return Optional.empty();
    }
    Generated small =
        Shrinker.shrink(
            program,
            other -> {
              try {
                return compare(other).difference().isPresent();
              } catch (UserError e) {
                throw new IllegalStateException(e);
              }
            },
            TRIES);
    return Optional.of(new GeneratedComparison(small, compare(small)));
  }

  private static SvmComparison compare(Generated generated) throws UserError {
    Program program;
    try {
      program = Loader.load("seed " + generated.seed(), generated.file());
    } catch (FormatException e) {
      throw new IllegalStateException(e);
    }
    Resources asked = generated.resources();
    Resources given =
        new Resources(
            Math.min(asked.heapCells(), MOST_CELLS),
            Math.min(asked.stackEntries(), MOST_ENTRIES),
            asked.contexts(),
            asked.channels(),
            asked.arrayBytes());
    return SvmComparisons.bare(
        "seed " + generated.seed(),
        program,
        given,
        List.of(new SvmComparisons.Stimulus(FIRST, "", generated.input(), 0)),
        LONGEST,
        cycles -> true);
  }
}
