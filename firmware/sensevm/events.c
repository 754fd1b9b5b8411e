/*
 * Events. An event is a list; each of its alternatives is a cam (base, message or NULL) with a base
 * (type << 8 | channel, wrap or NULL). A context waits for alternatives in queues of channels.
 */
#include "machine.h"

#include "device.h"

struct alternative {
  uint32_t cam;
  uint32_t base;
  uint32_t channel;
  enum side side; /* of its channel that it is at */
};

static void work_on(uint32_t pair) { svm_machine.work = pointer_to(pair); }

static void work_is_done(void) { svm_machine.work = 0; }

/* The first alternative of a list; checks it. */
static struct alternative first_of(value list) {
  struct alternative a;
  a.cam = pointer(fst_of(pointer(list)));
  a.base = pointer(fst_of(a.cam));
  uint32_t header = svm.pairs[a.base].fst;
  a.channel = header & 0xFF;
  if (header >> 8 > RECEIVERS || a.channel >= svm_machine.channels) {
    trap(BAD_CHANNEL);
  }
  a.side = header >> 8 ? RECEIVERS : SENDERS;
  return a;
}

void make_event(struct context *c, uint32_t type, uint32_t channel, value message) {
  if (channel >= svm_machine.channels) {
    trap(BAD_CHANNEL);
  }
  uint32_t base = alloc(type << 8 | channel, NONE);
  work_on(base);
  uint32_t cam = alloc(pointer_to(base), message);
  work_on(cam);
  c->e = pointer_to(alloc(pointer_to(cam), NONE));
  work_is_done();
}

void choose(struct context *c) {
  value list = pop(c);
  pointer(c->e);
  uint32_t last = NONE;
  for (; word_of(list) != NONE; list = snd_of(word_of(list))) {
    struct alternative a = first_of(list);
    uint32_t copy = alloc(pointer_to(a.cam), NONE);
    if (last == NONE) {
      work_on(copy);
    } else {
      svm.pairs[last].snd = copy;
      svm.flags[last] |= SND_FLAG;
    }
    last = copy;
  }
  if (last == NONE) {
    trap(BAD_POINTER);
  }
  svm.pairs[last].snd = word_of(c->e);
  svm.flags[last] |= SND_FLAG;
  c->e = svm_machine.work;
  work_is_done();
}

void wrap(struct context *c) {
  value list = pop(c);
  pointer(c->e);
  struct alternative a = first_of(list);
  uint32_t base = alloc(fst_of(a.base), c->e);
  work_on(base);
  uint32_t cam = alloc(pointer_to(base), snd_of(a.cam));
  work_on(cam);
  c->e = pointer_to(alloc(pointer_to(cam), snd_of(word_of(list))));
  work_is_done();
}

static bool is_cancelled(const struct waiter *waiter) { return svm.pairs[waiter->dirty].fst == 1; }

static void remove(struct queue *q, uint32_t place) {
  q->count--;
  for (; place < q->count; place++) {
    q->waiters[place] = q->waiters[place + 1];
  }
}

void drop_cancelled(struct queue *q) {
  while (q->count > 0 && is_cancelled(&q->waiters[0])) {
    remove(q, 0);
  }
}

struct waiter take_waiter(struct queue *q) {
  struct waiter first = q->waiters[0];
  remove(q, 0);
  svm.pairs[first.dirty].fst = 1;
  return first;
}

static void put_waiter(struct queue *q, struct waiter waiter) {
  if (q->count == WAITERS) {
    for (uint32_t place = WAITERS; place-- > 0;) {
      if (is_cancelled(&q->waiters[place])) {
        remove(q, place);
      }
    }
  }
  if (q->count == WAITERS) {
    trap(QUEUE_FULL);
  }
  q->waiters[q->count++] = waiter;
}

/*
 * Completes the part of a context whose PC is at its CALLRTS: what it waited for has happened. A
 * receiver has a message.
 */
void complete(struct context *c, uint32_t cam, const value *message) {
  svm.blamed = c;
  work_on(cam);
  c->e = message != NULL ? *message : 0;
  value wrapper = snd_of(svm.pairs[cam].fst);
  uint32_t behind = c->pc + 2;
  if (word_of(wrapper) == NONE) {
    c->pc = behind;
  } else {
    uint32_t label = apply(c, pointer(wrapper), c->e);
    push(c, behind);
    c->pc = label;
  }
  if (c->deadline != NEVER) {
    if (clock_now() > c->deadline) {
      svm_machine.missed++;
    }
    c->deadline = NEVER;
  }
  work_is_done();
}

/* Hands the message over. The receiver runs next, without a dispatch. */
static void meet(struct context *sender, uint32_t sent, struct context *receiver, uint32_t received) {
  value message = snd_of(sent);
  complete(sender, sent, NULL);
  make_ready(sender);
  complete(receiver, received, &message);
  if (sender->logical > receiver->logical) {
    receiver->logical = sender->logical;
  }
  let_run(receiver);
}

static void use_device(struct context *c, const struct alternative *a, uint32_t device) {
  if (a->side == SENDERS) {
    device_send(device, svm.pairs[a->cam].snd);
    complete(c, a->cam, NULL);
  } else {
    value message = device_receive(device);
    complete(c, a->cam, &message);
    c->logical = clock_now();
  }
}

/* Whether the alternative can happen at once; then it has happened. */
static bool happens(struct context *c, const struct alternative *a) {
  uint32_t device = svm_machine.device_of[a->channel];
  if (device-- > 0) {
    if (!device_can(device, a->side)) {
      trap(BAD_DEVICE);
    }
    if (!device_ready(device, a->side)) {
      return false;
    }
    use_device(c, a, device);
    return true;
  }
  struct queue *q = &svm.queues[2 * a->channel + (a->side == SENDERS ? RECEIVERS : SENDERS)];
  drop_cancelled(q);
  if (q->count == 0) {
    return false;
  }
  struct waiter waiter = take_waiter(q);
  struct context *other = &svm.contexts[waiter.context];
  other->pc -= 2;
  if (a->side == SENDERS) {
    meet(c, a->cam, other, waiter.cam);
  } else {
    meet(other, waiter.cam, c, a->cam);
  }
  return true;
}

void sync(struct context *c) {
  value list = c->e;
  do {
    struct alternative a = first_of(list);
    if (happens(c, &a)) {
      return;
    }
    list = snd_of(word_of(list));
  } while (word_of(list) != NONE);
  struct waiter waiter = {.dirty = (uint16_t)alloc(0, 0), .context = (uint8_t)number_of(c)};
  for (list = c->e; word_of(list) != NONE; list = snd_of(word_of(list))) {
    struct alternative a = first_of(list);
    waiter.cam = (uint16_t)a.cam;
    put_waiter(&svm.queues[2 * a.channel + a.side], waiter);
  }
  c->pc += 2;
  c->state = WAITING;
  dispatch();
}
