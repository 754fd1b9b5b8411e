package org.vzlab.svm.machine;

import java.util.Arrays;

/** A context: a value register, a program counter, a stack, and its times in microseconds. */
public final class Context {
  /** The deadline of a context that has none. */
  public static final long NO_DEADLINE = -1;

  final int number;
  final long[] stack;
  long e;
  int pc;
  int sp;
  ContextState state = ContextState.UNUSED;
  long logicalTime;
  long deadline;
  long wakeTime;

  Context(int number, int stackEntries) {
    this.number = number;
    stack = new long[stackEntries];
  }

  /** Its number, from 0 on. */
  public int number() {
    return number;
  }

  /** The word of E. */
  public int word() {
    return Value.word(e);
  }

  /** Whether E is a pointer. */
  public boolean pointer() {
    return Value.isPointer(e);
  }

  /** The instruction that it is at, an offset into the image. */
  public int pc() {
    return pc;
  }

  /** How many entries of the stack are in use. */
  public int sp() {
    return sp;
  }

  /** How many entries the stack has. */
  public int stackEntries() {
    return stack.length;
  }

  /** The word of an entry of the stack, in use or not. */
  public int stackWord(int entry) {
    return Value.word(stack[entry]);
  }

  /** Whether an entry of the stack is a pointer. */
  public boolean stackPointer(int entry) {
    return Value.isPointer(stack[entry]);
  }

  /** What it does. */
  public ContextState state() {
    return state;
  }

  /** Its logical time, microseconds. */
  public long logicalTime() {
    return logicalTime;
  }

  /** Its deadline, microseconds, or {@link #NO_DEADLINE}. */
  public long deadline() {
    return deadline;
  }

  /** When it wakes if it sleeps, microseconds. */
  public long wakeTime() {
    return wakeTime;
  }

  void setWord(int word) {
    e = Value.plain(word);
  }

  void push(long value) {
    if (sp == stack.length) {
      throw Fault.of(Trap.STACK_OVERFLOW);
    }
    stack[sp++] = value;
  }

  long pop() {
    if (sp == 0) {
      throw Fault.of(Trap.STACK_UNDERFLOW);
    }
    return stack[--sp];
  }

  int popWord() {
    return Value.word(pop());
  }

  void clearStack() {
    Arrays.fill(stack, Value.UNIT);
    sp = 0;
  }
}
