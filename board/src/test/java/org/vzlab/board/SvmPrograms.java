package org.vzlab.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.vzlab.svm.format.AssemblyException;
import org.vzlab.svm.format.ProgramWriter;
import org.vzlab.svm.format.SvmAssembler;

/** Sense-VM programs of tests. */
final class SvmPrograms {
  /** Sends 1, 0, 1, ... to device 0, every 20 ms. */
  static final String BLINK =
      """
              CALLRTS channel
              PUSH
              LOADB 0
              CALLRTS bind
      loop:   NOT
              PUSH
              PUSH
              LOADB 0
              SWAP
              CALLRTS send
              PUSH
              LOADB 0
              PUSH
              LOADI 20000
              CALLRTS time
              CALLRTS sync
              POP
              GOTO loop
      """;

  /** Gives what it receives from device 0 to device 1, and as a digit to device 2. */
  static final String FORWARD =
      """
              CALLRTS channel
              PUSH
              LOADB 0
              CALLRTS bind
              CALLRTS channel
              PUSH
              LOADB 1
              CALLRTS bind
              CALLRTS channel
              PUSH
              LOADB 2
              CALLRTS bind
      loop:   LOADB 0
              CALLRTS receive
              CALLRTS sync
              PUSH
              PUSH
              LOADB 1
              SWAP
              CALLRTS send
              CALLRTS sync
              POP
              PUSH
              LOADB 48
              ADDI
              PUSH
              LOADB 2
              SWAP
              CALLRTS send
              CALLRTS sync
              GOTO loop
      """;

  /** Sleeps for 50 ms, again and again. */
  static final String SLEEP =
      """
      loop:   CLEAR
              PUSH
              PUSH
              LOADI 50000
              CALLRTS time
              GOTO loop
      """;

  /** Takes a number apart, which the verifier cannot allow. */
  static final String TRAP =
      """
              LOADB 7
              FST
              STOP
      """;

  private SvmPrograms() {}

  /** Writes a program as a file. */
  static Path write(Path folder, String name, String text) throws IOException, AssemblyException {
    byte[] bytes = ProgramWriter.bytes(SvmAssembler.assemble(name, text));
    return Files.write(folder.resolve(name), bytes);
  }
}
