package org.vzlab.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vzlab.svm.format.Program;
import org.vzlab.svm.machine.Resources;

/** Collections of Sense-VM on the board at each of a program's allocations. */
final class SvmCollectionTest {
  /** Pairs that are enough for the program below; what it holds at a time fits into fewer. */
  private static final int ENOUGH = 45;

  /** A choice with a wrap against another context, which answers; closures and constructors. */
  private static final String TALK =
      """
              CALLRTS channel
              CALLRTS channel
              COMB server
              CALLRTS spawn
              CLEAR
              PUSH
              LOADB 6
      loop:   SWAP                 ; the answer before goes
              LOADB 1
              CALLRTS receive
              PUSH
              CUR taken
              CALLRTS wrap
              PUSH
              LOADB 0
              PUSH
              LOADB 7
              PACK 9
              CALLRTS send
              CALLRTS choose
              CALLRTS sync
              SWAP
              DEC
              PUSH
              PUSH
              LOADB 0
              GT
              GOTOFALSE end
              GOTO loop
      end:    POP
              STOP

      taken:  PUSH                 ; (the event, the message)
              PACK 3
              SWITCH { 3: third }
      third:  PUSH
              CUR apply
              APP
              RETURN
      apply:  SND
              SND
              SND
              RETURN

      server: CLEAR
              CALLRTS receive
              CALLRTS sync
              PUSH
              LOADB 5
              SNOC
              PUSH
              LOADB 1
              SWAP
              CALLRTS send
              CALLRTS sync
              GOTO server
      """;

  @Test
  void aProgramIsTheSameWhereverCollectionsFall() throws Exception {
    Program program = SvmLockSteps.assembled(TALK);
    List<String> ends = new ArrayList<>();
    for (int cells = 1; cells <= ENOUGH; cells++) {
      ends.add(SvmLockSteps.end(program, new Resources(cells, 8, 2, 2, 0)));
    }
    String found = String.join(" ", ends);
    assertThat(found).matches("(heap-exhausted )+blocked( blocked)*");
    assertThat(ends).filteredOn("blocked"::equals).hasSizeGreaterThan(10);
  }
}
