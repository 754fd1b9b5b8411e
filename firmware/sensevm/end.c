/* How a program ends, and what is said of it. */
#include "hal.h"
#include "machine.h"
#include "observe.h"

/* What a supervisor is told of ends other than traps. */
#define FAILURE(end) (0xF0u + (end) - TRAPPED)

static const char traps[] IN_FLASH =
    "stack-overflow\0stack-underflow\0heap-exhausted\0bad-pointer\0no-match\0bad-pc\0bad-constant\0"
    "bad-call\0contexts-exhausted\0channels-exhausted\0bad-channel\0queue-full\0bad-device\0"
    "bad-array\0arrays-exhausted\0division-by-zero\0corrupted\0bad-sequence\0bad-checksum\0bad-memory";

static const char ends[] IN_FLASH = "running\0stop\0trap \0badop\0blocked\0badformat";

static void print(const char *text) {
  while (*text) {
    hal_print(*text++);
  }
}

/* One of several texts, each ended by a 0. */
static const char *text(const char *texts, uint32_t n) {
  for (; n > 0; n--) {
    while (*texts++) {
    }
  }
  return texts;
}

static void print_place(uint32_t number) {
  print(" at 0x");
  for (int shift = 12; shift >= 0; shift -= 4) {
    hal_print("0123456789abcdef"[svm.contexts[number].pc >> shift & 15]);
  }
  print(" in context ");
  if (number >= 10) {
    hal_print('1');
  }
  hal_print((char)('0' + number % 10));
}

void finish(enum end end) {
  svm_machine.end = end;
  svm_machine.trap_context = svm.blamed != NULL ? number_of(svm.blamed) : NONE;
  svm_machine.current = NONE;
  svm_end();
  if (end == STOPPED) {
    hal_over(0);
  }
  print("\r\nsvm: ");
  print(text(ends, end));
  if (end == TRAPPED) {
    print(text(traps, svm_machine.trap - 1));
  }
  if (svm.blamed != NULL) {
    print_place(number_of(svm.blamed));
  }
  print("\r\n");
  hal_over(end == TRAPPED ? svm_machine.trap : FAILURE(end));
}

void trap(enum trap code) {
  svm_machine.trap = code;
  finish(TRAPPED);
}
