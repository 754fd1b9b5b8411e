package org.vzlab.vp.exit;

/** What becomes of a guest or thread after an exit. */
public sealed interface Outcome {
  /** On at the same place: the instruction is tried again. */
  Outcome RESUME = new Resume();

  /** On behind the instruction, which has been carried out. */
  Outcome SKIP = new Skip();

  /** On behind the instruction, after waiting: the processor goes to another. */
  Outcome SWITCH = new Switch();

  /** See {@link #RESUME}. */
  record Resume() implements Outcome {}

  /** See {@link #SKIP}. */
  record Skip() implements Outcome {}

  /** See {@link #SWITCH}. */
  record Switch() implements Outcome {}

  /**
   * The guest takes an exception of its own.
   *
   * @param excCode Cause.ExcCode
   * @param coprocessor Cause.CE
   */
  record Inject(int excCode, int coprocessor) implements Outcome {}

  /** On at the same place, with a unit of the processor that it may use but has not got. */
  record Lend(Unit unit) implements Outcome {}

  /** It has ended. */
  record StopGuest(String reason) implements Outcome {}
}
