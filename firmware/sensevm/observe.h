/* What a debugger is told of the world outside (docs/sense-vm-guest.md). */
#ifndef OBSERVE_H
#define OBSERVE_H

#include <stdint.h>

enum observed {
  OBSERVED_CLOCK = 1,
  OBSERVED_CAN_RECEIVE,
  OBSERVED_CAN_SEND,
  OBSERVED_RECEIVE,
  OBSERVED_SEND,
  OBSERVED_IDLE,
  OBSERVED_WATCHDOG,
  OBSERVED_DATA,
};

void svm_observe(enum observed what, uint32_t a, uint32_t b);

/* Executed once before each bytecode. */
void svm_next(void);

/* Executed once, when the program is over. */
void svm_end(void);

#endif
