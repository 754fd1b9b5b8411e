package org.vzlab.svm.format;

import java.util.List;
import java.util.Optional;

/** What the functions of the run-time system do to what is known. */
final class Events {
  private static final Shape NONE = Shape.word(Effects.NULL);

  private final Effects effects;
  private final Effects.Sink sink;

  Events(Effects effects, Effects.Sink sink) {
    this.effects = effects;
    this.sink = sink;
  }

  /** How many entries a function pops. */
  static int pops(int function) {
    return RuntimeFunction.of(function)
        .map(
            known ->
                switch (known) {
                  case SEND, CHOOSE, BIND, WRAP -> 1;
                  case TIME -> 2;
                  case SPAWN, CHANNEL, RECEIVE, SYNC -> 0;
                })
        .orElse(0);
  }

  /** All that can come of a CALLRTS, for which enough is on the stack. */
  void step(Trace trace, Instruction instruction) {
    Optional<RuntimeFunction> function = RuntimeFunction.of(instruction.operand());
    if (function.isEmpty()) {
      sink.trap(trace.pc(), "bad-call");
      return;
    }
    int end = instruction.end();
    Trace rest = trace.drop(pops(instruction.operand()));
    switch (function.get()) {
      case SPAWN -> spawn(trace, instruction);
      case CHANNEL -> go(trace, rest.to(end, Shape.Unknown.WORD));
      case SEND -> go(trace, rest.to(end, event(NONE, trace.e())));
      case RECEIVE -> go(trace, rest.to(end, event(NONE, NONE)));
      case SYNC -> sync(trace, trace.e(), end);
      case CHOOSE -> load(trace, rest, end, choose(trace.top(), trace.e()));
      case BIND -> go(trace, rest.to(end, trace.e()));
      case WRAP -> load(trace, rest, end, wrap(trace.top(), trace.e()));
      case TIME -> go(trace, rest.to(end, trace.drop(1).top()));
    }
  }

  private void go(Trace before, Trace next) {
    sink.passed(before.pc());
    sink.next(next);
  }

  private void load(Trace trace, Trace rest, int end, Optional<Shape> value) {
    value.ifPresentOrElse(
        shape -> go(trace, rest.to(end, shape)),
        () -> sink.trap(trace.pc(), "bad-pointer: this is no event"));
  }

  private void spawn(Trace trace, Instruction instruction) {
    int last = instruction.image().length - 1;
    Trace at = new Trace(true, trace.pc(), trace.e(), List.of());
    effects.applied(at, trace.e(), Shape.word(0), at.pushReturn(last));
    if (!(trace.e() instanceof Shape.Words) && !trace.e().equals(Shape.Unknown.WORD)) {
      go(trace, trace.to(instruction.end(), Shape.Unknown.WORD));
    }
  }

  private static Shape event(Shape wrap, Shape message) {
    return Shape.pair(Shape.pair(Shape.pair(Shape.Unknown.WORD, wrap), message), NONE);
  }

  private static Optional<Shape> choose(Shape first, Shape second) {
    if (first.equals(Shape.Unknown.ANYTHING)) {
      return Optional.of(Shape.Unknown.ANYTHING);
    }
    if (!(first instanceof Shape.Pair list)) {
      return Optional.empty();
    }
    Shape next = list.snd();
    boolean plain = next instanceof Shape.Words || next.equals(Shape.Unknown.WORD);
    return (plain ? Optional.of(second) : choose(next, second))
        .map(rest -> Shape.pair(list.fst(), rest));
  }

  private static Optional<Shape> wrap(Shape event, Shape function) {
    Optional<Shape> cam = Effects.field(event, true);
    Optional<Shape> base = cam.flatMap(shape -> Effects.field(shape, true));
    Optional<Shape> type = base.flatMap(shape -> Effects.field(shape, true));
    if (type.isEmpty()) {
      return Optional.empty();
    }
    Shape wrapped = Shape.pair(type.get(), function);
    return Effects.field(cam.get(), false)
        .flatMap(
            message ->
                Effects.field(event, false)
                    .map(next -> Shape.pair(Shape.pair(wrapped, message), next)));
  }

  /** Each of the alternatives may happen; what is received is anything. */
  private void sync(Trace trace, Shape list, int end) {
    if (list instanceof Shape.Pair event) {
      alternative(trace, event, end);
      if (event.snd() instanceof Shape.Pair || event.snd().equals(Shape.Unknown.ANYTHING)) {
        sync(trace, event.snd(), end);
      }
    } else if (list.equals(Shape.Unknown.ANYTHING)) {
      effects.unknown(trace, "the event is not known, which may call a function");
    } else {
      sink.trap(trace.pc(), "bad-pointer: this is no event");
    }
  }

  private void alternative(Trace trace, Shape.Pair event, int end) {
    Optional<Shape> wrap =
        Effects.field(event.fst(), true).flatMap(base -> Effects.field(base, false));
    if (wrap.isEmpty()) {
      sink.trap(trace.pc(), "bad-pointer: this is no event");
    } else if (wrap.get().equals(Shape.Unknown.ANYTHING)) {
      effects.unknown(trace, "the event is not known, which may call a function");
    } else if (wrap.get() instanceof Shape.Pair function) {
      effects.apply(trace, function, Shape.Unknown.ANYTHING, end);
    } else if (wrap.get().canBe(Effects.NULL)) {
      go(trace, trace.to(end, Shape.Unknown.ANYTHING));
    } else {
      sink.trap(trace.pc(), "bad-pointer: this is no event");
    }
  }
}
