/* Executes instructions. All that an instruction changes is in memory when the next one begins. */
#include "machine.h"

struct machine svm_machine;
struct layout svm;

/* Bytes of an instruction, without the pairs of SWITCH; 1 of one that there is not. */
static uint32_t length_of(uint32_t opcode) {
  switch (opcode) {
    case 0x02: case 0x03: case 0x07: case 0x13: case 0x36: case 0x37: return 2;
    case 0x06: case 0x0A: case 0x0B: case 0x10: case 0x11: case 0x12: case 0x34: case 0x35: case 0x38:
      return 3;
    default: return 1;
  }
}

/* For an instruction near the end of the code, or outside: whether it is wholly in it. */
static __attribute__((cold, noinline)) void look_at_end(uint32_t offset) {
  if (offset >= svm.size || svm.size - offset < length_of(svm.image[svm.code + offset])) {
    trap(BAD_PC);
  }
}

/* The pair of a SWITCH that fits the tag: its label. */
static uint32_t match(const uint8_t *at, uint32_t tag) {
  uint32_t n = at[1];
  for (at += 2; n > 0; n--, at += 4) {
    uint32_t t = big16(at);
    if (t == tag || t == 0xFFFF) {
      return big16(at + 2);
    }
  }
  trap(NO_MATCH);
}

static inline void reach_switch(const uint8_t *at, uint32_t offset) {
  if (svm.size - offset < 2 + 4u * at[1]) {
    trap(BAD_PC);
  }
}

static void do_switch(struct context *c, const uint8_t *at) {
  reach_switch(at, c->pc - svm.code);
  struct value v = pop(c);
  uint32_t pair = pointer(c->e);
  uint32_t label = match(at, svm.pairs[pair].fst);
  set_pointer(c, alloc_values(v, snd_of(pair)));
  c->pc = label;
}

static void do_switchi(struct context *c, const uint8_t *at) {
  reach_switch(at, c->pc - svm.code);
  uint32_t pair = pointer(c->e);
  uint32_t label = match(at, svm.pairs[pair].fst);
  c->e = snd_of(pair);
  c->pc = label;
}

static inline void rest(struct context *c, uint32_t n) {
  for (; n > 0; n--) {
    c->e = fst_of(pointer(c->e));
  }
}

static void do_swap(struct context *c) {
  struct value top = pop(c);
  struct value e = c->e;
  c->e = top;
  push(c, e);
}

static uint32_t pop_word(struct context *c) { return pop(c).word; }

static void compare_floats(struct context *c, uint32_t wanted) {
  set_word(c, wanted >> float_compare(pop_word(c), c->e.word) & 1);
}

#define COMPARE(type, op) set_word(c, (type)pop(c).word op (type)c->e.word)

_Noreturn void run(void) {
  struct context *c = &svm.contexts[svm_machine.current];
  const uint8_t *const image = svm.image;
  const uint32_t code = svm.code;
  const uint32_t quick = svm.quick;
  for (;;) {
    __asm__ volatile(".globl svm_next\nsvm_next:" : : : "memory");
    uint32_t pc = c->pc;
    if (pc - code >= quick) {
      look_at_end(pc - code);
    }
    const uint8_t *at = image + pc;
    switch (*at) {
      case 0x00: c->e = fst_of(pointer(c->e)); break;
      case 0x01: c->e = snd_of(pointer(c->e)); break;
      case 0x02:
        rest(c, at[1]);
        c->e = snd_of(pointer(c->e));
        c->pc = pc + 2;
        continue;
      case 0x03:
        rest(c, at[1]);
        c->pc = pc + 2;
        continue;
      case 0x04: push(c, c->e); break;
      case 0x05: do_swap(c); break;
      case 0x06:
        if (big16(at + 1) >= svm.ints) {
          trap(BAD_CONSTANT);
        }
        set_word(c, big32(image + 7 + 4 * big16(at + 1)));
        c->pc = pc + 3;
        continue;
      case 0x07:
        set_word(c, at[1]);
        c->pc = pc + 2;
        continue;
      case 0x08: set_word(c, 0); break;
      case 0x09: set_pointer(c, alloc_values(pop(c), c->e)); break;
      case 0x0A:
        set_pointer(c, alloc(c->e.word, c->e.flag, big16(at + 1), 0));
        c->pc = pc + 3;
        continue;
      case 0x0B:
        set_pointer(c, alloc(big16(at + 1), 0, c->e.word, c->e.flag));
        c->pc = pc + 3;
        continue;
      case 0x0C: break;
      case 0x0D:
        c->state = UNUSED;
        dispatch();
        c = svm.blamed;
        continue;
      case 0x0E: {
        uint32_t function = pointer(c->e);
        uint32_t label = apply(c, function, pop(c));
        push(c, (struct value){pc + 1, 0});
        c->pc = label;
        continue;
      }
      case 0x0F: c->pc = pop(c).word; continue;
      case 0x10:
        push(c, (struct value){pc + 3, 0});
        c->pc = big16(at + 1);
        continue;
      case 0x11: c->pc = big16(at + 1); continue;
      case 0x12: {
        uint32_t condition = c->e.word;
        c->e = pop(c);
        c->pc = condition & 1 ? pc + 3 : big16(at + 1);
        continue;
      }
      case 0x13: do_switch(c, at); continue;
      case 0x14: set_word(c, (int32_t)c->e.word < 0 ? -c->e.word : c->e.word); break;
      case 0x15: set_word(c, -c->e.word); break;
      case 0x16: set_word(c, c->e.word ^ 1); break;
      case 0x17: set_word(c, c->e.word - 1); break;
      case 0x18: case 0x23: set_word(c, pop(c).word + c->e.word); break;
      case 0x19: case 0x24: set_word(c, pop(c).word * c->e.word); break;
      case 0x1A: case 0x25: set_word(c, pop(c).word - c->e.word); break;
      case 0x1B: set_word(c, float_add(pop_word(c), c->e.word)); break;
      case 0x1C: set_word(c, float_multiply(pop_word(c), c->e.word)); break;
      case 0x1D: set_word(c, float_add(pop_word(c), c->e.word ^ 0x80000000u)); break;
      case 0x1E: COMPARE(int32_t, >); break;
      case 0x1F: COMPARE(int32_t, <); break;
      case 0x20: case 0x28: case 0x30: COMPARE(uint32_t, ==); break;
      case 0x21: COMPARE(int32_t, >=); break;
      case 0x22: COMPARE(int32_t, <=); break;
      case 0x26: COMPARE(uint32_t, >); break;
      case 0x27: COMPARE(uint32_t, <); break;
      case 0x29: COMPARE(uint32_t, >=); break;
      case 0x2A: COMPARE(uint32_t, <=); break;
      case 0x2B: compare_floats(c, 1u << GREATER); break;
      case 0x2C: compare_floats(c, 1u << LESS); break;
      case 0x2D: compare_floats(c, 1u << EQUAL); break;
      case 0x2E: compare_floats(c, 1u << GREATER | 1u << EQUAL); break;
      case 0x2F: compare_floats(c, 1u << LESS | 1u << EQUAL); break;
      case 0x31:
        push(c, c->e);
        set_word(c, 0);
        break;
      case 0x32: c->e = pop(c); break;
      case 0x33: {
        struct value a = pop(c);
        set_pointer(c, alloc_values(c->e, a));
        break;
      }
      case 0x34:
        set_pointer(c, alloc(big16(at + 1), 0, NONE, 0));
        c->pc = pc + 3;
        continue;
      case 0x35: c->pc = c->e.word & 1 ? pc + 3 : big16(at + 1); continue;
      case 0x36: do_switchi(c, at); continue;
      case 0x37:
        call_rts(c, at[1]);
        c = svm.blamed;
        continue;
      case 0x38:
        call_native(c, big16(at + 1));
        c->pc = pc + 3;
        continue;
      default: finish(BADOP);
    }
    c->pc = pc + 1;
  }
}
