/* APPF: the native functions. */
#include "machine.h"

#include "device.h"
#include "hal.h"
#include "observe.h"

#define PROTECTED 16

/* Word by word, the second copy with its bits reversed; and three copies. */
uint32_t svm_guarded[PROTECTED][2];
uint32_t svm_voted[PROTECTED][3];

enum native {
  ARRAY_NEW,
  ARRAY_LENGTH,
  ARRAY_GET,
  ARRAY_SET,
  CLOCK,
  DIVIDE,
  REMAINDER,
  AND,
  OR,
  EXCLUSIVE_OR,
  SHIFT_LEFT,
  SHIFT_RIGHT,
  GUARD,
  GUARDED,
  VOTE,
  VOTED,
  CHECKPOINT,
  MISSED,
  FILL,
  NATIVES,
};

/* How many each takes. */
static const uint8_t arguments[NATIVES] IN_FLASH = {1, 1, 2, 3, 1, 2, 2, 2, 2, 2, 2, 2, 2, 1, 2, 1, 1, 1, 2};

static uint32_t reversed(uint32_t word) {
  uint32_t result = 0;
  for (int i = 0; i < 32; i++) {
    result = result << 1 | (word >> i & 1);
  }
  return result;
}

static uint32_t new_array(uint32_t length) {
  uint32_t n = svm_machine.arrays;
  uint32_t begin = n > 0 ? svm_machine.array[n - 1].begin + svm_machine.array[n - 1].length : 0u;
  if (n == ARRAYS || length > svm.byte_count - begin) {
    trap(ARRAYS_EXHAUSTED);
  }
  svm_machine.array[n] = (struct array){(uint16_t)begin, (uint16_t)length};
  svm_machine.arrays = n + 1;
  return n;
}

static const struct array *array(uint32_t handle) {
  if (handle >= svm_machine.arrays) {
    trap(BAD_ARRAY);
  }
  return &svm_machine.array[handle];
}

static uint8_t *byte_of(uint32_t handle, uint32_t index) {
  const struct array *a = array(handle);
  if (index >= a->length) {
    trap(BAD_ARRAY);
  }
  return &svm.bytes[a->begin + index];
}

static uint32_t quotient(uint32_t a, uint32_t b, uint32_t remainder) {
  if (b == 0) {
    trap(DIVISION_BY_ZERO);
  }
  if (b == NONE) {
    return remainder ? 0 : -a;
  }
  return (uint32_t)(remainder ? (int32_t)a % (int32_t)b : (int32_t)a / (int32_t)b);
}

static uint32_t guarded(uint32_t n) {
  if (svm_guarded[n][1] != reversed(svm_guarded[n][0])) {
    trap(CORRUPTED);
  }
  return svm_guarded[n][0];
}

static uint32_t voted(uint32_t n) {
  uint32_t *copies = svm_voted[n];
  if (copies[0] == copies[1]) {
    copies[2] = copies[0];
  } else if (copies[0] == copies[2]) {
    copies[1] = copies[0];
  } else if (copies[1] == copies[2]) {
    copies[0] = copies[1];
  } else {
    trap(CORRUPTED);
  }
  return copies[0];
}

static uint32_t checkpoint(uint32_t n) {
  /* Before the first one the last is all ones. */
  if (n != 0 && n != svm_machine.checkpoint + 1) {
    trap(BAD_SEQUENCE);
  }
  svm_machine.checkpoint = n;
  if (n == 0) {
    hal_checkpoint();
    svm_observe(OBSERVED_WATCHDOG, 0, 0);
  }
  return 0;
}

static uint32_t fill(uint32_t device, uint32_t handle) {
  if (!device_streams(device)) {
    trap(BAD_DEVICE);
  }
  array(handle);
  device_fill(device, handle);
  return 0;
}

static uint32_t protected(uint32_t function, uint32_t n, uint32_t word) {
  if (n >= PROTECTED) {
    trap(BAD_ARRAY);
  }
  switch (function) {
    case GUARD:
      svm_guarded[n][0] = word;
      svm_guarded[n][1] = reversed(word);
      return 0;
    case GUARDED: return guarded(n);
    case VOTE:
      svm_voted[n][0] = word;
      svm_voted[n][1] = word;
      svm_voted[n][2] = word;
      return 0;
    default: return voted(n);
  }
}

static uint32_t call(uint32_t function, uint32_t a, uint32_t b, uint32_t c) {
  switch (function) {
    case ARRAY_NEW: return new_array(a);
    case ARRAY_LENGTH: return array(a)->length;
    case ARRAY_GET: return *byte_of(a, b);
    case ARRAY_SET: *byte_of(a, b) = (uint8_t)c; return 0;
    case CLOCK: return (uint32_t)clock_now();
    case DIVIDE: return quotient(a, b, 0);
    case REMAINDER: return quotient(a, b, 1);
    case AND: return a & b;
    case OR: return a | b;
    case EXCLUSIVE_OR: return a ^ b;
    case SHIFT_LEFT: return a << (b & 31);
    case SHIFT_RIGHT: return a >> (b & 31);
    case CHECKPOINT: return checkpoint(a);
    case MISSED: return svm_machine.missed;
    case FILL: return fill(a, b);
    default: return protected(function, a, b);
  }
}

void call_native(struct context *c, uint32_t entry) {
  if (entry >= svm.native_count) {
    trap(BAD_CALL);
  }
  const uint8_t *at = svm.natives + 4 * entry;
  uint32_t function = big16(at);
  if (function >= NATIVES || at[2] != arguments[function]) {
    trap(BAD_CALL);
  }
  uint32_t second = at[2] > 1 ? word_of(pop(c)) : 0;
  uint32_t third = at[2] > 2 ? word_of(pop(c)) : 0;
  c->e = call(function, word_of(c->e), second, third);
}
