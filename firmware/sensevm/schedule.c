/* Who runs when: ready and sleeping contexts, and what devices have for those who wait. */
#include "machine.h"

#include "device.h"
#include "hal.h"
#include "observe.h"

uint64_t clock_now(void) {
  uint64_t now = hal_clock();
  svm_observe(OBSERVED_CLOCK, (uint32_t)now, (uint32_t)(now >> 32));
  return now;
}

static uint64_t time_of(const struct order *order, uint32_t place) {
  const struct context *c = &svm.contexts[order->numbers[place]];
  return order == &svm_machine.ready ? c->deadline : c->wake;
}

static void exchange(struct order *order, uint32_t a, uint32_t b) {
  uint8_t number = order->numbers[a];
  order->numbers[a] = order->numbers[b];
  order->numbers[b] = number;
}

static void insert(struct order *order, const struct context *c) {
  uint32_t place = order->count++;
  order->numbers[place] = (uint8_t)number_of(c);
  while (place > 0) {
    uint32_t parent = (place - 1) / 2;
    if (time_of(order, parent) <= time_of(order, place)) {
      return;
    }
    exchange(order, parent, place);
    place = parent;
  }
}

static struct context *take(struct order *order) {
  struct context *first = &svm.contexts[order->numbers[0]];
  order->numbers[0] = order->numbers[--order->count];
  uint32_t place = 0;
  for (;;) {
    uint32_t child = 2 * place + 1;
    if (child >= order->count) {
      return first;
    }
    if (child + 1 < order->count && time_of(order, child + 1) < time_of(order, child)) {
      child++;
    }
    if (time_of(order, child) >= time_of(order, place)) {
      return first;
    }
    exchange(order, child, place);
    place = child;
  }
}

void make_ready(struct context *c) {
  c->state = READY;
  insert(&svm_machine.ready, c);
}

void make_sleep(struct context *c) {
  c->state = SLEEPING;
  insert(&svm_machine.sleeping, c);
}

void let_run(struct context *c) {
  c->state = RUNNING;
  svm_machine.current = number_of(c);
  svm.blamed = c;
}

static void wake_sleepers(void) {
  struct order *sleeping = &svm_machine.sleeping;
  if (sleeping->count == 0) {
    return;
  }
  uint64_t now = clock_now();
  while (sleeping->count > 0 && time_of(sleeping, 0) <= now) {
    make_ready(take(sleeping));
  }
}

/* Gives the oldest who waits at this side of a device's channel what he waits for. */
static void serve(unsigned device, enum side side, struct queue *q) {
  struct waiter waiter = take_waiter(q);
  struct context *c = &svm.contexts[waiter.context];
  value message = 0;
  if (side == RECEIVERS) {
    message = device_receive(device);
  } else {
    device_send(device, svm.pairs[waiter.cam].snd);
  }
  c->pc -= 2;
  complete(c, waiter.cam, side == RECEIVERS ? &message : NULL);
  if (side == RECEIVERS) {
    c->logical = clock_now();
  }
  make_ready(c);
  svm.blamed = NULL;
}

/* Whether somebody waits at a device when all are served who can be. */
static bool serve_all(void) {
  bool waits = false;
  for (unsigned device = 0; device < device_count(); device++) {
    for (int side = RECEIVERS; side >= SENDERS; side--) {
      struct queue *q = device_queue(device, (enum side)side);
      if (q == NULL) {
        continue;
      }
      for (drop_cancelled(q); q->count > 0; drop_cancelled(q)) {
        if (!device_ready(device, (enum side)side)) {
          waits = true;
          break;
        }
        serve(device, (enum side)side, q);
      }
    }
  }
  return waits;
}

/* Whether a device has something now for who waits there; nothing is told of this. */
static bool news(void) {
  for (unsigned device = 0; device < device_count(); device++) {
    for (int side = SENDERS; side <= RECEIVERS; side++) {
      const struct queue *q = device_queue(device, (enum side)side);
      if (q != NULL && q->count > 0 && device_can(device, (enum side)side) &&
          (side == RECEIVERS ? hal_can_receive(device) : hal_can_send(device))) {
        return true;
      }
    }
  }
  return false;
}

static _Noreturn void over(void) {
  for (uint32_t i = 0; i < svm.context_count; i++) {
    if (svm.contexts[i].state != UNUSED) {
      finish(BLOCKED);
    }
  }
  finish(STOPPED);
}

void dispatch(void) {
  svm_machine.current = NONE;
  svm.blamed = NULL;
  check_program();
  for (;;) {
    wake_sleepers();
    bool waits = serve_all();
    if (svm_machine.ready.count > 0) {
      let_run(take(&svm_machine.ready));
      return;
    }
    bool sleeps = svm_machine.sleeping.count > 0;
    if (!sleeps && !waits) {
      over();
    }
    svm_observe(OBSERVED_IDLE, 0, 0);
    hal_idle(sleeps ? time_of(&svm_machine.sleeping, 0) : NEVER, news);
  }
}
