/* CALLRTS: the functions of the run-time system. */
#include "machine.h"

#include "device.h"

static struct context *unused_context(void) {
  for (uint32_t i = 0; i < svm.context_count; i++) {
    if (svm.contexts[i].state == UNUSED) {
      return &svm.contexts[i];
    }
  }
  trap(CONTEXTS_EXHAUSTED);
}

static void spawn(struct context *c) {
  uint32_t function = pointer(c->e);
  struct context *child = unused_context();
  for (uint32_t i = 0; i < svm.entries; i++) {
    child->words[i] = 0;
    child->flags[i] = 0;
  }
  child->sp = 0;
  child->pc = apply(child, function, 0);
  push(child, svm.code + svm.size - 1);
  child->logical = c->logical;
  child->deadline = NEVER;
  make_ready(child);
  c->e = number_of(child);
}

static void make_channel(struct context *c) {
  if (svm_machine.channels == svm.channels) {
    trap(CHANNELS_EXHAUSTED);
  }
  c->e = svm_machine.channels++;
}

static void bind(struct context *c) {
  uint32_t channel = word_of(pop(c));
  uint32_t device = word_of(c->e);
  if (channel >= svm_machine.channels) {
    trap(BAD_CHANNEL);
  }
  if (device >= device_count()) {
    trap(BAD_DEVICE);
  }
  device_bind(device, channel);
}

static void pass_time(struct context *c) {
  uint32_t deadline = word_of(pop(c));
  value event = pop(c);
  uint32_t baseline = word_of(c->e);
  c->e = event;
  c->logical += baseline;
  c->deadline = deadline ? c->logical + deadline : NEVER;
  c->pc += 2;
  if (baseline == 0 || c->logical <= clock_now()) {
    make_ready(c);
  } else {
    c->wake = c->logical;
    make_sleep(c);
  }
  dispatch();
}

void call_rts(struct context *c, uint32_t function) {
  switch (function) {
    case 0: spawn(c); break;
    case 1: make_channel(c); break;
    case 2: {
      uint32_t channel = word_of(pop(c));
      make_event(c, SENDERS, channel, c->e);
      break;
    }
    case 3: make_event(c, RECEIVERS, word_of(c->e), NONE); break;
    case 4: sync(c); return;
    case 5: choose(c); break;
    case 6: bind(c); break;
    case 7: wrap(c); break;
    case 8: pass_time(c); return;
    default: trap(BAD_CALL);
  }
  c->pc += 2;
}
