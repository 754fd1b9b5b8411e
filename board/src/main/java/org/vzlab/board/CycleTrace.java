package org.vzlab.board;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.vzlab.kit.trace.TraceChannel;
import org.vzlab.mips.engine.InstructionExecuted;
import org.vzlab.mips.hart.Hart;
import org.vzlab.mips.timing.CycleAccount;
import org.vzlab.mips.timing.Stall;

/**
 * The trace of where every cycle goes, a line for whatever takes time:
 *
 * <pre>TIME CYCLES WHO WHAT; REASON N, REASON N</pre>
 *
 * <p>TIME is the board time in SYSCLK cycles when it began, CYCLES how many it took until the next
 * line begins: an instruction one, and everything its stalls, which follow the semicolon by name if
 * there are any. WHAT is an instruction or an exception, in the words of their traces, or {@code no
 * instruction}: WAIT, and the work of modelled root software. What has not ended when the run does
 * has no line.
 */
final class CycleTrace {
  private static final List<Stall> STALLS = List.of(Stall.values());

  /** Reasons that are never an instruction's own. */
  private static final List<Stall> BETWEEN = List.of(Stall.IDLE, Stall.MODELLED);

  private final CycleAccount account;
  private final Consumer<String> lines;

  /** What had been lost when it was measured last, by owner and reason. */
  private final long[][] measured = new long[CycleAccount.OWNERS][STALLS.size()];

  /** What has been lost and is in no line yet, by owner and reason. */
  private final long[][] lost = new long[CycleAccount.OWNERS][STALLS.size()];

  /** When the next line begins. */
  private long time;

  /** The instruction that has begun then, or null if none has. */
  private String instruction;

  private CycleTrace(Hart hart, Consumer<String> lines) {
    this.lines = lines;
    account = hart.timing.account;
    time = hart.scheduler.now();
    measure();
    take(0, CycleAccount.OWNERS, true);
  }

  /** Writes lines from now on. */
  static void listen(
      Hart hart,
      TraceChannel<InstructionExecuted> instructions,
      Traces texts,
      Consumer<String> lines) {
    CycleTrace trace = new CycleTrace(hart, lines);
    instructions.listen(
        next -> {
          trace.close();
          trace.instruction = texts.text(next);
        });
    hart.traps.beginTrace().listen(begun -> trace.close());
    hart.traps.trace().listen(taken -> trace.exception(Traces.text(taken)));
  }

  /** An instruction or exception begins: writes what has passed until now. */
  private void close() {
    measure();
    if (instruction != null) {
      line(instruction, 1, take(0, CycleAccount.OWNERS, false));
      instruction = null;
    }
    for (int owner = 0; owner < CycleAccount.OWNERS; owner++) {
      if (!account.isOpen(owner)) {
        continue;
      }
      long[] rest = take(owner, owner + 1, true);
      if (Arrays.stream(rest).anyMatch(cycles -> cycles > 0)) {
        line(Board.owner(owner) + " no instruction", 0, rest);
      }
    }
  }

  private void exception(String text) {
    measure();
    line(text, 0, take(0, CycleAccount.OWNERS, true));
  }

  private void measure() {
    for (int owner = 0; owner < CycleAccount.OWNERS; owner++) {
      for (int i = 0; account.isOpen(owner) && i < STALLS.size(); i++) {
        long now = account.stalled(owner, STALLS.get(i));
        lost[owner][i] += now - measured[owner][i];
        measured[owner][i] = now;
      }
    }
  }

  /**
   * Takes what some owners have lost, by reason.
   *
   * @param all whether reasons count that are never an instruction's own
   */
  private long[] take(int first, int end, boolean all) {
    long[] taken = new long[STALLS.size()];
    for (int owner = first; owner < end; owner++) {
      for (int i = 0; account.isOpen(owner) && i < taken.length; i++) {
        if (all || !BETWEEN.contains(STALLS.get(i))) {
          taken[i] += lost[owner][i];
          lost[owner][i] = 0;
        }
      }
    }
    return taken;
  }

  private void line(String what, long issue, long[] stalls) {
    long cycles = issue;
    StringBuilder reasons = new StringBuilder();
    for (int i = 0; i < stalls.length; i++) {
      if (stalls[i] > 0) {
        cycles += stalls[i];
        reasons.append(reasons.isEmpty() ? "; " : ", ");
        reasons.append(STALLS.get(i).key()).append(' ').append(stalls[i]);
      }
    }
    lines.accept(time + " " + cycles + " " + what + reasons);
    time += cycles;
  }
}
