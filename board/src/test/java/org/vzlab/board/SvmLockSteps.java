package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.vzlab.svm.format.AssemblyException;
import org.vzlab.svm.format.FormatException;
import org.vzlab.svm.format.Loader;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.format.SvmAssembler;
import org.vzlab.svm.machine.Resources;

/** Runs of Sense-VM programs on the bare board and in Java, which must be equal. */
final class SvmLockSteps {
  /** Board time that a program has. */
  private static final long LONGEST = Session.CYCLES_PER_SECOND / 20;

  private static final int HEADER = 15;

  private SvmLockSteps() {}

  /** Assembly text, with slashes between its lines. */
  static Program assembled(String text) throws AssemblyException {
    return SvmAssembler.assemble("test", text.replace('/', '\n'));
  }

  /** A program without pools, of these bytes, the first of which is at 15. */
  static Program code(int... bytes) throws FormatException {
    ByteBuffer file = ByteBuffer.allocate(HEADER + bytes.length);
    file.putInt(0xFEEDCAFE).put((byte) 1).putShort((short) 0).putShort((short) 0);
    file.putShort((short) 0).putInt(bytes.length);
    for (int each : bytes) {
      file.put((byte) each);
    }
    return Loader.load("test", file.array());
  }

  /** Runs a program on both, which must be equal all the time. */
  static SvmComparison run(Program program, Resources resources) throws UserError {
    SvmComparison comparison =
        SvmComparisons.bare("test", program, resources, List.of(), LONGEST, cycles -> true);
    assertThat(comparison.difference()).isEmpty();
    return comparison;
  }

  /** How it ended: an end, a trap, or after {@code stop} the value. */
  static String ending(SvmComparison comparison) {
    if (comparison.end().equals("stop")) {
      return "stop " + comparison.value();
    }
    return comparison.trap().isEmpty() ? comparison.end() : comparison.trap();
  }

  /** Runs a program on both and says how it ended. */
  static String end(Program program, Resources resources) throws UserError {
    return ending(run(program, resources));
  }
}
