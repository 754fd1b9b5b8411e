package org.vzlab.svm.format;

import java.util.Optional;

/** What instructions do to what is known, in docs/sense-vm.md's terms. */
final class Effects {
  /** NULL as a word. */
  static final int NULL = -1;

  /** What becomes of a trace. */
  interface Sink {
    /** It goes on like this. */
    void next(Trace trace);

    /** The instruction does not trap here, or not for sure. */
    void passed(int pc);

    /** It traps here. */
    void trap(int pc, String reason);

    /** Nobody knows where it goes. */
    void unknown(Trace trace, String reason);
  }

  private static final int WILDCARD = 0xFFFF;

  private final Program program;
  private final Sink sink;
  private final Events events;

  Effects(Program program, Sink sink) {
    this.program = program;
    this.sink = sink;
    this.events = new Events(this, sink);
  }

  /** All that can come of the next instruction. */
  void step(Trace trace) {
    Optional<Instruction> here = Instruction.at(program, trace.pc());
    if (here.isEmpty()) {
      return;
    }
    Instruction instruction = here.get();
    int pops = pops(instruction);
    if (trace.stack().size() < pops) {
      sink.trap(trace.pc(), "stack-underflow: nothing has been pushed for it");
      return;
    }
    switch (instruction.opcode()) {
      case FST, SND, ACC, REST -> load(trace, instruction, path(trace.e(), instruction));
      case CUR, COMB, PACK, CONS, SNOC -> load(trace, instruction, made(trace, instruction));
      case LOADI -> constant(trace, instruction);
      case LOADB -> load(trace, instruction, Shape.word(instruction.operand()));
      case CLEAR -> load(trace, instruction, Shape.word(0));
      case SKIP -> load(trace, instruction, trace.e());
      case PUSH -> go(trace.push(trace.e()).to(instruction.end(), trace.e()), trace);
      case MOVE -> go(trace.push(trace.e()).to(instruction.end(), Shape.word(0)), trace);
      case POP -> load(trace, instruction, trace.top());
      case SWAP -> go(trace.drop(1).push(trace.e()).to(instruction.end(), trace.top()), trace);
      case STOP -> sink.passed(trace.pc());
      case GOTO -> go(trace.to(instruction.operand(), trace.e()), trace);
      case GOTOFALSE, GOTOIFALSE -> branch(trace, instruction);
      case CALL ->
          go(trace.pushReturn(instruction.end()).to(instruction.operand(), trace.e()), trace);
      case RETURN -> ret(trace);
      case APP -> apply(trace.drop(1), trace.e(), trace.top(), instruction.end());
      case SWITCH, SWITCHI -> cases(trace, instruction);
      case CALLRTS -> events.step(trace, instruction);
      case APPF -> nativeFunction(trace, instruction, pops);
      default -> load(trace, instruction, Shape.Unknown.WORD);
    }
  }

  private int pops(Instruction instruction) {
    return switch (instruction.opcode()) {
      case FST, SND, ACC, REST, PUSH, LOADI, LOADB, CLEAR, CUR, PACK, SKIP, STOP, CALL, GOTO -> 0;
      case ABS, NEG, NOT, DEC, MOVE, COMB, GOTOIFALSE, SWITCHI -> 0;
      case CALLRTS -> Events.pops(instruction.operand());
      case APPF -> Math.max(0, arguments(instruction) - 1);
      default -> 1;
    };
  }

  /** How many arguments are given to a native function, 0 if it cannot be called. */
  private int arguments(Instruction instruction) {
    int index = instruction.operand();
    boolean there = index < program.natives().size();
    return there && NativeFunction.of(program.natives().get(index)).isPresent()
        ? program.natives().get(index).arguments()
        : 0;
  }

  private void go(Trace next, Trace before) {
    sink.passed(before.pc());
    sink.next(next);
  }

  /** Goes on behind an instruction with what it pops gone; without a value it is a bad pointer. */
  private void load(Trace trace, Instruction instruction, Optional<Shape> value) {
    value.ifPresentOrElse(
        shape -> load(trace, instruction, shape),
        () -> sink.trap(trace.pc(), "bad-pointer: E is a plain word here"));
  }

  private void load(Trace trace, Instruction instruction, Shape value) {
    go(trace.drop(pops(instruction)).to(instruction.end(), value), trace);
  }

  private static Optional<Shape> path(Shape from, Instruction instruction) {
    Optional<Shape> at = Optional.of(from);
    boolean counted = instruction.opcode().operand() == Opcode.Operand.COUNT;
    int firsts = counted ? instruction.operand() : instruction.opcode() == Opcode.FST ? 1 : 0;
    for (int i = 0; i < firsts; i++) {
      at = at.flatMap(shape -> field(shape, true));
    }
    boolean second = instruction.opcode() == Opcode.SND || instruction.opcode() == Opcode.ACC;
    return second ? at.flatMap(shape -> field(shape, false)) : at;
  }

  /** A half of a pair, nothing if it is none for sure. */
  static Optional<Shape> field(Shape shape, boolean fst) {
    if (shape instanceof Shape.Pair pair) {
      return Optional.of(fst ? pair.fst() : pair.snd());
    }
    return shape.equals(Shape.Unknown.ANYTHING)
        ? Optional.of(Shape.Unknown.ANYTHING)
        : Optional.empty();
  }

  private static Shape made(Trace trace, Instruction instruction) {
    Shape operand = Shape.word(instruction.operand());
    return switch (instruction.opcode()) {
      case CUR -> Shape.pair(trace.e(), operand);
      case COMB -> Shape.pair(operand, Shape.word(NULL));
      case PACK -> Shape.pair(operand, trace.e());
      case CONS -> Shape.pair(trace.top(), trace.e());
      default -> Shape.pair(trace.e(), trace.top());
    };
  }

  private void constant(Trace trace, Instruction instruction) {
    int index = instruction.operand();
    if (index < program.integers().length) {
      load(trace, instruction, Shape.word(program.integers()[index]));
    } else {
      sink.trap(trace.pc(), "bad-constant");
    }
  }

  private void branch(Trace trace, Instruction instruction) {
    boolean pops = instruction.opcode() == Opcode.GOTOFALSE;
    Trace rest = pops ? trace.drop(1) : trace;
    Shape value = pops ? trace.top() : trace.e();
    go(rest.to(instruction.operand(), value), trace);
    go(rest.to(instruction.end(), value), trace);
  }

  private void ret(Trace trace) {
    if (trace.top() instanceof Shape.Words words) {
      words.values().forEach(target -> go(trace.drop(1).to(target, trace.e()), trace));
    } else {
      unknown(trace, "RETURN to what is no known address");
    }
  }

  private void cases(Trace trace, Instruction instruction) {
    boolean pops = instruction.opcode() == Opcode.SWITCH;
    Trace rest = pops ? trace.drop(1) : trace;
    Optional<Shape> tag = field(trace.e(), true);
    Optional<Shape> content = field(trace.e(), false);
    if (tag.isEmpty() || content.isEmpty()) {
      sink.trap(trace.pc(), "bad-pointer: E is a plain word here");
      return;
    }
    Shape value = pops ? Shape.pair(trace.top(), content.get()) : content.get();
    boolean found = false;
    for (int i = 0; i < instruction.cases(); i++) {
      if (instruction.tag(i) == WILDCARD || tag.get().canBe(instruction.tag(i))) {
        go(rest.to(instruction.label(i), value), trace);
        found = true;
      }
    }
    if (!found) {
      sink.trap(trace.pc(), "no-match: no case has the tag that is here");
    }
  }

  private void nativeFunction(Trace trace, Instruction instruction, int pops) {
    if (arguments(instruction) == 0) {
      sink.trap(trace.pc(), "bad-call");
    } else {
      go(trace.drop(pops).to(instruction.end(), Shape.Unknown.WORD), trace);
    }
  }

  /**
   * A function is called.
   *
   * @param trace what is under its return address
   */
  void apply(Trace trace, Shape function, Shape argument, int returnTo) {
    applied(trace, function, argument, trace.pushReturn(returnTo));
  }

  /**
   * Control goes to a function.
   *
   * @param at where, for what is unknown or traps
   * @param frame what is on its stack
   */
  void applied(Trace at, Shape function, Shape argument, Trace frame) {
    if (function instanceof Shape.Words || function.equals(Shape.Unknown.WORD)) {
      sink.trap(at.pc(), "bad-pointer: what is called is a plain word");
    } else if (function instanceof Shape.Pair pair && pair.snd() instanceof Shape.Words labels) {
      for (int label : labels.values()) {
        if (label == NULL) {
          combinator(at, pair.fst(), argument, frame);
        } else {
          go(frame.to(label, Shape.pair(pair.fst(), argument)), at);
        }
      }
    } else {
      unknown(at, "what is called here is not known");
    }
  }

  private void combinator(Trace at, Shape targets, Shape argument, Trace frame) {
    if (targets instanceof Shape.Words words) {
      words.values().forEach(target -> go(frame.to(target, argument), at));
    } else {
      unknown(at, "what is called here is not known");
    }
  }

  /** Gives a trace up. */
  void unknown(Trace trace, String reason) {
    sink.passed(trace.pc());
    sink.unknown(trace, "0x%04x: %s".formatted(trace.pc(), reason));
  }
}
