package org.vzlab.svm.machine;

import static org.vzlab.svm.machine.Decoder.length;
import static org.vzlab.svm.machine.Decoder.operand;

import org.vzlab.svm.format.Program;

/** Fetches instructions and has them done. */
final class Processor {
  private final Core core;
  private final int[] instructions;
  private final Instructions unit;
  private final RuntimeSystem runtime;
  private final Natives natives;

  /** Instructions begun. */
  private long steps;

  Processor(Core core, Program program, Instructions unit, RuntimeSystem runtime, Natives natives) {
    this.core = core;
    instructions = Decoder.decode(program);
    this.unit = unit;
    this.runtime = runtime;
    this.natives = natives;
  }

  long steps() {
    return steps;
  }

  /** Executes at most so many instructions; the program is not over. */
  void run(long limit) {
    // In locals, because what an instruction stores might change the fields, as far as HotSpot
    // sees.
    int[] code = instructions;
    Instructions unit = this.unit;
    long end = steps + limit;
    Context c = core.running;
    int pc = c.pc;
    for (long step = steps; step < end; ) {
      // The PC is kept in both places: here to fetch by, there for whoever looks, or a trap.
      c.pc = pc;
      steps = ++step;
      int instruction = Integer.compareUnsigned(pc, code.length) < 0 ? code[pc] : Decoder.OUTSIDE;
      switch (instruction & 0xFF) {
        case 0x00 -> unit.fst(c);
        case 0x01 -> unit.snd(c);
        case 0x02 -> unit.acc(c, operand(instruction));
        case 0x03 -> unit.rest(c, operand(instruction));
        case 0x04 -> Instructions.push(c);
        case 0x05 -> Instructions.swap(c);
        case 0x06 -> unit.loadi(c, operand(instruction));
        case 0x07 -> Instructions.loadb(c, operand(instruction));
        case 0x08 -> Instructions.clear(c);
        case 0x09 -> unit.cons(c);
        case 0x0A -> unit.cur(c, operand(instruction));
        case 0x0B -> unit.pack(c, operand(instruction));
        case 0x0C -> {}
        case 0x0D -> {
          runtime.stop(c);
          c = core.running;
          if (c == null) {
            return;
          }
          pc = c.pc;
          continue;
        }
        case 0x0E -> {
          pc = unit.app(c);
          continue;
        }
        case 0x0F -> {
          pc = Instructions.ret(c);
          continue;
        }
        case 0x10 -> {
          pc = Instructions.call(c, operand(instruction));
          continue;
        }
        case 0x11 -> {
          pc = operand(instruction);
          continue;
        }
        case 0x12 -> {
          pc = Instructions.gotofalse(c, operand(instruction));
          continue;
        }
        case 0x13 -> {
          pc = unit.switchTag(c, operand(instruction));
          continue;
        }
        case 0x14 -> c.setWord(Arithmetic.abs(c.word()));
        case 0x15 -> c.setWord(Arithmetic.neg(c.word()));
        case 0x16 -> c.setWord(Arithmetic.not(c.word()));
        case 0x17 -> c.setWord(Arithmetic.dec(c.word()));
        case 0x18, 0x23 -> c.setWord(Arithmetic.add(c.popWord(), c.word()));
        case 0x19, 0x24 -> c.setWord(Arithmetic.mul(c.popWord(), c.word()));
        case 0x1A, 0x25 -> c.setWord(Arithmetic.min(c.popWord(), c.word()));
        case 0x1B -> c.setWord(Arithmetic.addf(c.popWord(), c.word()));
        case 0x1C -> c.setWord(Arithmetic.mulf(c.popWord(), c.word()));
        case 0x1D -> c.setWord(Arithmetic.minf(c.popWord(), c.word()));
        case 0x1E -> c.setWord(Arithmetic.gt(c.popWord(), c.word()));
        case 0x1F -> c.setWord(Arithmetic.lt(c.popWord(), c.word()));
        case 0x20, 0x28, 0x30 -> c.setWord(Arithmetic.eq(c.popWord(), c.word()));
        case 0x21 -> c.setWord(Arithmetic.ge(c.popWord(), c.word()));
        case 0x22 -> c.setWord(Arithmetic.le(c.popWord(), c.word()));
        case 0x26 -> c.setWord(Arithmetic.gtu(c.popWord(), c.word()));
        case 0x27 -> c.setWord(Arithmetic.ltu(c.popWord(), c.word()));
        case 0x29 -> c.setWord(Arithmetic.geu(c.popWord(), c.word()));
        case 0x2A -> c.setWord(Arithmetic.leu(c.popWord(), c.word()));
        case 0x2B -> c.setWord(Arithmetic.gtf(c.popWord(), c.word()));
        case 0x2C -> c.setWord(Arithmetic.ltf(c.popWord(), c.word()));
        case 0x2D -> c.setWord(Arithmetic.eqf(c.popWord(), c.word()));
        case 0x2E -> c.setWord(Arithmetic.gef(c.popWord(), c.word()));
        case 0x2F -> c.setWord(Arithmetic.lef(c.popWord(), c.word()));
        case 0x31 -> Instructions.move(c);
        case 0x32 -> Instructions.pop(c);
        case 0x33 -> unit.snoc(c);
        case 0x34 -> unit.comb(c, operand(instruction));
        case 0x35 -> {
          pc = Instructions.gotoifalse(c, operand(instruction));
          continue;
        }
        case 0x36 -> {
          pc = unit.switchi(c, operand(instruction));
          continue;
        }
        case 0x37 -> {
          runtime.call(c, operand(instruction));
          c = core.running;
          if (c == null) {
            return;
          }
          pc = c.pc;
          continue;
        }
        case 0x38 -> natives.call(c, operand(instruction));
        case Decoder.BADOP -> {
          core.end = End.BADOP;
          return;
        }
        default -> throw Fault.of(Trap.BAD_PC);
      }
      pc += length(instruction);
    }
    c.pc = pc;
  }
}
