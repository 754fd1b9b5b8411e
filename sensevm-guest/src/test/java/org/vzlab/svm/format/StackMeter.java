package org.vzlab.svm.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs a program as far as its stacks go: contexts one after the other, and what the outside, other
 * contexts and native functions give by chance, be it ever so unlikely. The most that it measures
 * can be measured by no machine that keeps to docs/sense-vm.md only if that is right.
 */
final class StackMeter {
  private static final int STEPS = 3_000;
  private static final int CONTEXTS = 40;
  private static final int HIGHEST = 5_000;

  /** A word, or the number of a pair. */
  private record Value(int word, boolean pointer) {}

  private record Pair(Value fst, Value snd) {}

  private record Start(int pc, Value e) {}

  private static final class Trapped extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static final Value NULL = new Value(-1, false);

  private final Program program;
  private final Random random;
  private final List<Pair> heap = new ArrayList<>();
  private final List<Value> messages = new ArrayList<>();
  private final Deque<Start> spawned = new ArrayDeque<>();
  private final List<Value> stack = new ArrayList<>();
  private Value e = word(0);
  private int pc;
  private int most;

  /** What context 0 and the others have needed at most. */
  record Needs(int first, int spawned) {}

  private StackMeter(Program program, long seed) {
    this.program = program;
    this.random = new Random(seed);
    messages.add(word(1));
  }

  /** Runs a program. */
  static Needs measure(Program program, long seed) {
    StackMeter meter = new StackMeter(program, seed);
    meter.context(new Start(program.codeStart(), word(0)));
    int first = meter.most;
    meter.most = 0;
    for (int i = 0; i < CONTEXTS && !meter.spawned.isEmpty(); i++) {
      meter.stack.add(word(program.codeEnd() - 1));
      meter.most = Math.max(meter.most, 1);
      meter.context(meter.spawned.remove());
    }
    return new Needs(first, meter.most);
  }

  private void context(Start start) {
    pc = start.pc();
    e = start.e();
    try {
      boolean on = true;
      for (int i = 0; on && i < STEPS && stack.size() < HIGHEST; i++) {
        Instruction next = Instruction.at(program, pc).orElseThrow(Trapped::new);
        pc = next.end();
        on = next.opcode() != Opcode.STOP;
        step(next);
      }
    } catch (Trapped ended) {
      messages.add(e);
    }
    stack.clear();
  }

  private void step(Instruction next) throws Trapped {
    int operand = next.operand();
    switch (next.opcode()) {
      case FST -> e = pair(e).fst();
      case SND -> e = pair(e).snd();
      case ACC -> {
        rest(operand);
        e = pair(e).snd();
      }
      case REST -> rest(operand);
      case PUSH -> push(e);
      case SWAP -> {
        Value a = pop();
        push(e);
        e = a;
      }
      case LOADI -> {
        if (operand >= program.integers().length) {
          throw new Trapped();
        }
        e = word(program.integers()[operand]);
      }
      case LOADB -> e = word(operand);
      case CLEAR -> e = word(0);
      case CONS -> e = alloc(pop(), e);
      case SNOC -> e = alloc(e, pop());
      case CUR -> e = alloc(e, word(operand));
      case PACK -> e = alloc(word(operand), e);
      case COMB -> e = alloc(word(operand), NULL);
      case SKIP, STOP -> {}
      case APP -> {
        Value a = pop();
        Start to = applied(e, a);
        push(word(pc));
        e = to.e();
        pc = to.pc();
      }
      case RETURN -> pc = pop().word();
      case CALL -> {
        push(word(pc));
        pc = operand;
      }
      case GOTO -> pc = operand;
      case GOTOFALSE -> {
        Value c = e;
        e = pop();
        pc = (c.word() & 1) == 0 ? operand : pc;
      }
      case GOTOIFALSE -> pc = (e.word() & 1) == 0 ? operand : pc;
      case SWITCH, SWITCHI -> cases(next);
      case ABS -> e = word(Math.abs(e.word()));
      case NEG -> e = word(-e.word());
      case NOT -> e = word(e.word() ^ 1);
      case DEC -> e = word(e.word() - 1);
      case ADDI, ADDU -> e = word(pop().word() + e.word());
      case LT, LTU -> e = word(pop().word() < e.word() ? 1 : 0);
      case EQ, EQU, EQB -> e = word(pop().word() == e.word() ? 1 : 0);
      case MOVE -> {
        push(e);
        e = word(0);
      }
      case POP -> e = pop();
      case CALLRTS -> runtime(RuntimeFunction.of(operand).orElseThrow(Trapped::new));
      case APPF -> nativeFunction(operand);
      default -> {
        int a = pop().word();
        e = word(random.nextBoolean() ? a - e.word() : random.nextInt(2));
      }
    }
  }

  private void rest(int count) throws Trapped {
    for (int i = 0; i < count; i++) {
      e = pair(e).fst();
    }
  }

  private void cases(Instruction next) throws Trapped {
    Value v = next.opcode() == Opcode.SWITCH ? pop() : e;
    Pair pair = pair(e);
    for (int i = 0; i < next.cases(); i++) {
      if (next.tag(i) == pair.fst().word() || next.tag(i) == 0xFFFF) {
        e = next.opcode() == Opcode.SWITCH ? alloc(v, pair.snd()) : pair.snd();
        pc = next.label(i);
        return;
      }
    }
    throw new Trapped();
  }

  private Start applied(Value function, Value argument) throws Trapped {
    Pair closure = pair(function);
    return closure.snd().word() == -1
        ? new Start(closure.fst().word(), argument)
        : new Start(closure.snd().word(), alloc(closure.fst(), argument));
  }

  private void nativeFunction(int index) throws Trapped {
    if (index >= program.natives().size()) {
      throw new Trapped();
    }
    Optional<NativeFunction> function = NativeFunction.of(program.natives().get(index));
    for (int i = 1; i < function.orElseThrow(Trapped::new).arguments(); i++) {
      pop();
    }
    e = word(random.nextInt(100));
  }

  private void runtime(RuntimeFunction function) throws Trapped {
    switch (function) {
      case SPAWN -> {
        spawned.add(applied(e, word(0)));
        e = word(spawned.size());
      }
      case CHANNEL -> e = word(random.nextInt(4));
      case SEND -> {
        messages.add(e);
        int channel = pop().word();
        e = event(channel, NULL, e);
      }
      case RECEIVE -> e = event(0x100 | e.word(), NULL, NULL);
      case SYNC -> sync();
      case CHOOSE -> e = choose(pop(), e);
      case BIND -> pop();
      case WRAP -> {
        Pair list = pair(pop());
        Pair cam = pair(list.fst());
        Value base = alloc(pair(cam.fst()).fst(), e);
        e = alloc(alloc(base, cam.snd()), list.snd());
      }
      case TIME -> {
        pop();
        e = pop();
      }
    }
  }

  private Value event(int base, Value wrap, Value message) {
    return alloc(alloc(alloc(word(base), wrap), message), NULL);
  }

  private Value choose(Value first, Value second) throws Trapped {
    Pair list = pair(first);
    boolean last = list.snd().word() == -1;
    return alloc(list.fst(), last ? second : choose(list.snd(), second));
  }

  private void sync() throws Trapped {
    Value at = e;
    for (int skip = random.nextInt(3); skip > 0 && pair(at).snd().word() != -1; skip--) {
      at = pair(at).snd();
    }
    Value wrap = pair(pair(pair(at).fst()).fst()).snd();
    e = messages.get(random.nextInt(messages.size()));
    if (wrap.word() != -1) {
      Start to = applied(wrap, e);
      push(word(pc));
      e = to.e();
      pc = to.pc();
    }
  }

  private Value alloc(Value fst, Value snd) {
    heap.add(new Pair(fst, snd));
    return new Value(heap.size() - 1, true);
  }

  private Pair pair(Value value) throws Trapped {
    if (!value.pointer()) {
      throw new Trapped();
    }
    return heap.get(value.word());
  }

  private void push(Value value) {
    stack.add(value);
    most = Math.max(most, stack.size());
  }

  private Value pop() throws Trapped {
    if (stack.isEmpty()) {
      throw new Trapped();
    }
    return stack.remove(stack.size() - 1);
  }

  private static Value word(int word) {
    return new Value(word, false);
  }
}
