/*
 * Checks that go on beside a program, a piece at a time: of its code and constants, and of its memory.
 * They change nothing that a program sees.
 */
#include "machine.h"

#include "hal.h"

#define PIECE 64

static uint32_t checked; /* bytes of the program */
static uint16_t checksum;
static uint32_t tested; /* words of the arena */

/* Polynomial 0x1021, eight bits at once. */
uint16_t crc16(uint16_t crc, const uint8_t *bytes, uint32_t count) {
  for (; count > 0; count--) {
    uint32_t x = (uint32_t)crc >> 8 ^ *bytes++;
    x ^= x >> 4;
    crc = (uint16_t)((uint32_t)crc << 8 ^ x << 12 ^ x << 5 ^ x);
  }
  return crc;
}

void check_program(void) {
  uint32_t left = _container.program_bytes - checked;
  uint32_t piece = left < PIECE ? left : PIECE;
  checksum = crc16(checked == 0 ? 0xFFFF : checksum, svm.image + checked, piece);
  checked += piece;
  if (checked < _container.program_bytes) {
    return;
  }
  if (checksum != _container.crc) {
    trap(BAD_CHECKSUM);
  }
  checked = 0;
}

void check_memory(void) {
  for (uint32_t i = 0; i < PIECE / sizeof _arena[0]; i++) {
    if (!hal_memory_good(&_arena[tested])) {
      trap(BAD_MEMORY);
    }
    tested++;
    if (tested >= _container.arena_bytes / sizeof _arena[0]) {
      tested = 0;
    }
  }
}
