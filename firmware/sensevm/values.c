/* Values, pairs and stacks, as all but the fast paths use them; parts of instructions. */
#include "steps.h"

#define INTS 7 /* where the integers begin in an image */
#define SWITCH 0x13
#define WILDCARD 0xFFFF

uint32_t pointer(value v) {
  if (!flag_of(v) || word_of(v) >= svm.cells) {
    trap(BAD_POINTER);
  }
  return word_of(v);
}

value fst_of(uint32_t pair) {
  return (value)(svm.flags[pair] & FST_FLAG) << 32 | svm.pairs[pair].fst;
}

value snd_of(uint32_t pair) {
  return (value)(svm.flags[pair] / SND_FLAG & 1) << 32 | svm.pairs[pair].snd;
}

void push(struct context *c, value v) {
  uint32_t sp = c->sp;
  if (sp >= svm.entries) {
    trap(STACK_OVERFLOW);
  }
  c->words[sp] = word_of(v);
  c->flags[sp] = (uint8_t)flag_of(v);
  c->sp = sp + 1;
}

value pop(struct context *c) {
  uint32_t sp = c->sp;
  if (sp == 0) {
    trap(STACK_UNDERFLOW);
  }
  c->sp = --sp;
  return (value)c->flags[sp] << 32 | c->words[sp];
}

uint32_t apply(struct context *c, uint32_t function, value argument) {
  value v = fst_of(function);
  uint32_t label = svm.pairs[function].snd;
  if (label == NONE) {
    c->e = argument;
    return word_of(v);
  }
  c->e = pointer_to(alloc(v, argument));
  return label;
}

/* Bytes of an instruction, without the pairs of SWITCH; 1 of one that there is not. */
static uint32_t length_of(uint32_t opcode) {
  switch (opcode) {
    case 0x02: case 0x03: case 0x07: case 0x13: case 0x36: case 0x37: return 2;
    case 0x06: case 0x0A: case 0x0B: case 0x10: case 0x11: case 0x12: case 0x34: case 0x35: case 0x38:
      return 3;
    default: return 1;
  }
}

void look_at_end(uint32_t offset) {
  if (offset >= svm.size || svm.size - offset < length_of(svm.image[svm.code + offset])) {
    trap(BAD_PC);
  }
}

uint32_t integer(uint32_t n) {
  if (n >= svm.ints) {
    trap(BAD_CONSTANT);
  }
  return big32(svm.image + INTS + 4 * n);
}

void take_switch(struct context *c, const uint8_t *at) {
  uint32_t n = at[1];
  if (svm.size - (c->pc - svm.code) < 2 + 4 * n) {
    trap(BAD_PC);
  }
  value v = *at == SWITCH ? pop(c) : 0;
  uint32_t pair = pointer(c->e);
  uint32_t tag = svm.pairs[pair].fst;
  for (const uint8_t *entry = at + 2; n-- > 0; entry += 4) {
    uint32_t t = big16(entry);
    if (t == tag || t == WILDCARD) {
      c->e = *at == SWITCH ? pointer_to(alloc(v, snd_of(pair))) : snd_of(pair);
      c->pc = big16(entry + 2);
      return;
    }
  }
  trap(NO_MATCH);
}
