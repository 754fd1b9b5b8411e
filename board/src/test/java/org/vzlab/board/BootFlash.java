package org.vzlab.board;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vzlab.mips.isa.Assembler;
import org.vzlab.mips.isa.InstructionSet;
import org.vzlab.mips.isa.Isa;

/** Boot flash with programs of a test's in one instruction set, which DEVCFG0 says to start in. */
final class BootFlash {
  /** Where it begins, and a reset starts. */
  static final int RESET = 0xBFC00000;

  private static final int DEVCFG1 = 0xFFC8;
  private static final int DEVCFG0 = 0xFFCC;
  private static final int BOOTISA = 1 << 6;

  private final Assembler assembler;
  private final ByteBuffer bytes;

  BootFlash(Isa isa) {
    assembler = new Assembler(InstructionSet.m5150(), isa);
    byte[] erased = new byte[DEVCFG0 + 4];
    Arrays.fill(erased, (byte) 0xFF);
    bytes = ByteBuffer.wrap(erased).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(DEVCFG0, isa == Isa.MIPS32 ? -1 : ~BOOTISA);
  }

  /** Adds a program at an offset. */
  BootFlash put(int offset, String program) {
    bytes.put(offset, assembler.bytes(RESET + offset, program));
    return this;
  }

  /** Sets a configuration word, which is erased otherwise. */
  BootFlash devcfg1(int value) {
    bytes.putInt(DEVCFG1, value);
    return this;
  }

  /** A board with it, as the command line opens one for a file, which is put in a folder. */
  TestBoard open(Path folder) throws IOException, UserError {
    return open(folder, TimingModel.FUNCTIONAL);
  }

  /** The same with time as a model has it. */
  TestBoard open(Path folder, TimingModel timing) throws IOException, UserError {
    Path file = Files.write(folder.resolve("boot.bin"), bytes.array());
    return TestBoard.open(
        new Setup(
            file + "@0x1FC00000",
            "wifire",
            Optional.empty(),
            List.of(),
            UnmodelledPolicy.QUIET,
            false,
            timing));
  }
}
