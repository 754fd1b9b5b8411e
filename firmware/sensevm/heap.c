/* The heap of pairs: taken by a lazy sweep, marked by reversing pointers, without a stack. */
#include <stdbool.h>

#include "machine.h"

/*
 * Marks a pair and all that it reaches. The way back is kept in the pairs themselves: fst or snd of
 * a pair that is being visited points to the one it was reached from, and IN_SND says which of them.
 */
static void mark(uint32_t pair) {
  struct pair *const pairs = svm.pairs;
  uint8_t *const flags = svm.flags;
  const uint32_t cells = svm.cells;
  uint32_t back = NONE;
  for (;;) {
    uint32_t next;
    uint32_t flag = pair < cells ? flags[pair] : MARKED;
    if (!(flag & MARKED)) {
      flags[pair] = (uint8_t)(flag | MARKED);
      if (flag & FST_FLAG) {
        next = pairs[pair].fst;
        pairs[pair].fst = back;
        back = pair;
        pair = next;
        continue;
      }
      if (flag & SND_FLAG) {
        flags[pair] = (uint8_t)(flag | MARKED | IN_SND);
        next = pairs[pair].snd;
        pairs[pair].snd = back;
        back = pair;
        pair = next;
        continue;
      }
    }
    for (;;) {
      if (back == NONE) {
        return;
      }
      flag = flags[back];
      if (flag & IN_SND) {
        flags[back] = (uint8_t)(flag - IN_SND);
        next = pairs[back].snd;
        pairs[back].snd = pair;
      } else {
        next = pairs[back].fst;
        pairs[back].fst = pair;
        if (flag & SND_FLAG) {
          flags[back] = (uint8_t)(flag | IN_SND);
          pair = pairs[back].snd;
          pairs[back].snd = next;
          break;
        }
      }
      pair = back;
      back = next;
    }
  }
}

static void mark_value(value v) {
  if (flag_of(v)) {
    mark(word_of(v));
  }
}

static void collect(void) {
  svm_machine.collections++;
  for (struct context *c = svm.contexts; c < svm.contexts + svm.context_count; c++) {
    if (c->state == UNUSED) {
      continue;
    }
    mark_value(c->e);
    for (uint32_t i = 0; i < svm.entries; i++) {
      if (c->flags[i]) {
        mark(c->words[i]);
      }
    }
  }
  for (struct queue *q = svm.queues; q < svm.queues + 2 * svm_machine.channels; q++) {
    for (uint32_t i = 0; i < q->count; i++) {
      mark(q->waiters[i].dirty);
    }
  }
  mark_value(svm_machine.work);
}

/* Walks on to a pair that is not marked; what it passes loses its mark. At the end it collects, once. */
static __attribute__((noinline)) uint32_t sweep(void) {
  uint8_t *const flags = svm.flags;
  uint8_t *const end = flags + svm.cells;
  uint8_t *at = flags + svm_machine.sweep;
  for (bool collected = false;; collected = true) {
    for (; at != end; at++) {
      uint32_t flag = *at;
      if (!(flag & MARKED)) {
        return (uint32_t)(at - flags);
      }
      *at = (uint8_t)(flag - MARKED);
    }
    svm_machine.sweep = svm.cells;
    if (collected) {
      trap(HEAP_EXHAUSTED);
    }
    at = flags;
    svm_machine.sweep = 0;
    collect();
  }
}

uint32_t alloc(value fst, value snd) {
  uint32_t pair = svm_machine.sweep;
  if (pair >= svm.cells || svm.flags[pair] & MARKED) {
    pair = sweep();
  }
  svm_machine.sweep = pair + 1;
  svm_machine.allocations++;
  svm.pairs[pair] = (struct pair){word_of(fst), word_of(snd)};
  svm.flags[pair] = (uint8_t)(flag_of(fst) | flag_of(snd) << 1);
  return pair;
}
