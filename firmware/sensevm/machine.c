/* Executes instructions. All that an instruction changes is in memory when the next one begins. */
#include "machine.h"

#include "observe.h"
#include "steps.h"

struct machine svm_machine;
struct layout svm;

/* What most instructions do with the stack and the heap, in place. */
static inline __attribute__((always_inline)) void push_fast(struct context *c, uint32_t entries,
                                                            value v) {
  uint32_t sp = c->sp;
  if (sp >= entries) {
    trap(STACK_OVERFLOW);
  }
  c->words[sp] = word_of(v);
  c->flags[sp] = (uint8_t)flag_of(v);
  c->sp = sp + 1;
}

static inline __attribute__((always_inline)) value pop_fast(struct context *c) {
  uint32_t sp = c->sp;
  if (sp == 0) {
    trap(STACK_UNDERFLOW);
  }
  c->sp = --sp;
  return (value)c->flags[sp] << 32 | c->words[sp];
}

static __attribute__((noinline)) void take_fst(struct context *c) {
  uint32_t pair = word_of(c->e);
  if (!flag_of(c->e) || pair >= svm.cells) {
    trap(BAD_POINTER);
  }
  c->e = (value)(svm.flags[pair] & FST_FLAG) << 32 | svm.pairs[pair].fst;
}

static void take_rest(struct context *c, uint32_t n) {
  for (; n > 0; n--) {
    take_fst(c);
  }
}

static __attribute__((noinline)) void take_snd(struct context *c) {
  uint32_t pair = word_of(c->e);
  if (!flag_of(c->e) || pair >= svm.cells) {
    trap(BAD_POINTER);
  }
  c->e = (value)(svm.flags[pair] / SND_FLAG & 1) << 32 | svm.pairs[pair].snd;
}

/* The instructions that take one value from the stack: CONS, SNOC, POP, and those with two operands. */
static inline __attribute__((always_inline)) value with_popped(uint32_t opcode, value a, value e) {
  uint32_t x = word_of(a);
  uint32_t y = word_of(e);
  switch (opcode) {
    case 0x09: return pointer_to(alloc(a, e));
    case 0x18: case 0x23: return x + y;
    case 0x19: case 0x24: return x * y;
    case 0x1A: case 0x25: return x - y;
    case 0x1B: return float_add(x, y);
    case 0x1C: return float_multiply(x, y);
    case 0x1D: return float_add(x, y ^ 0x80000000u);
    case 0x1E: return (int32_t)x > (int32_t)y;
    case 0x1F: return (int32_t)x < (int32_t)y;
    case 0x20: case 0x28: case 0x30: return x == y;
    case 0x21: return (int32_t)x >= (int32_t)y;
    case 0x22: return (int32_t)x <= (int32_t)y;
    case 0x26: return x > y;
    case 0x27: return x < y;
    case 0x29: return x >= y;
    case 0x2A: return x <= y;
    case 0x2B: return float_compare(x, y) == GREATER;
    case 0x2C: return float_compare(x, y) == LESS;
    case 0x2D: return float_compare(x, y) == EQUAL;
    case 0x2E: return float_compare(x, y) - EQUAL < 2u;
    case 0x2F: return float_compare(x, y) < GREATER;
    case 0x32: return a;
    default: return pointer_to(alloc(e, a));
  }
}

/* Labels and other operands of two bytes. */
static inline uint32_t operand(const uint8_t *at) { return big16(at + 1); }

_Noreturn void run(void) {
  struct context *c = svm.blamed;
  const uint8_t *const image = svm.image;
  const uint32_t code = svm.code;
  const uint32_t quick = svm.quick;
  const uint32_t entries = svm.entries;
  for (;;) {
    svm_next();
    uint32_t pc = c->pc;
    if (pc - code >= quick) {
      look_at_end(pc - code);
    }
    const uint8_t *at = image + pc;
    uint32_t length = 1;
    switch (*at) {
      case 0x00: take_fst(c); break;
      case 0x01: take_snd(c); break;
      case 0x02:
        take_rest(c, at[1]);
        take_snd(c);
        length = 2;
        break;
      case 0x03:
        take_rest(c, at[1]);
        length = 2;
        break;
      case 0x04: push_fast(c, entries, c->e); break;
      case 0x05: {
        value e = c->e;
        c->e = pop_fast(c);
        uint32_t top = c->sp++;
        c->words[top] = word_of(e);
        c->flags[top] = (uint8_t)flag_of(e);
        break;
      }
      case 0x06:
        c->e = integer(operand(at));
        length = 3;
        break;
      case 0x07:
        c->e = at[1];
        length = 2;
        break;
      case 0x08: c->e = 0; break;
      case 0x09: case 0x18 ... 0x30: case 0x32: case 0x33: {
        value a = pop_fast(c);
        c->e = with_popped(*at, a, c->e);
        break;
      }
      case 0x0A:
        c->e = pointer_to(alloc(c->e, operand(at)));
        length = 3;
        break;
      case 0x0B:
        c->e = pointer_to(alloc(operand(at), c->e));
        length = 3;
        break;
      case 0x0C: break;
      case 0x0D:
        c->state = UNUSED;
        dispatch();
        c = svm.blamed;
        continue;
      case 0x0E: {
        uint32_t function = pointer(c->e);
        uint32_t label = apply(c, function, pop(c));
        push_fast(c, entries, pc + 1);
        c->pc = label;
        continue;
      }
      case 0x0F: c->pc = word_of(pop_fast(c)); continue;
      case 0x10:
        push_fast(c, entries, pc + 3);
        c->pc = operand(at);
        continue;
      case 0x11: c->pc = operand(at); continue;
      case 0x12: {
        uint32_t condition = word_of(c->e);
        c->e = pop_fast(c);
        c->pc = condition & 1 ? pc + 3 : operand(at);
        continue;
      }
      case 0x13: take_switch(c, at); continue;
      case 0x14: c->e = (int32_t)word_of(c->e) < 0 ? -word_of(c->e) : word_of(c->e); break;
      case 0x15: c->e = -word_of(c->e); break;
      case 0x16: c->e = word_of(c->e) ^ 1; break;
      case 0x17: c->e = word_of(c->e) - 1; break;
      case 0x31:
        push_fast(c, entries, c->e);
        c->e = 0;
        break;
      case 0x34:
        c->e = pointer_to(alloc(operand(at), NONE));
        length = 3;
        break;
      case 0x35: c->pc = word_of(c->e) & 1 ? pc + 3 : operand(at); continue;
      case 0x36: take_switch(c, at); continue;
      case 0x37:
        call_rts(c, at[1]);
        c = svm.blamed;
        continue;
      case 0x38:
        call_native(c, operand(at));
        length = 3;
        break;
      default: finish(BADOP);
    }
    c->pc = pc + length;
  }
}
