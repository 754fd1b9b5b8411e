/*
 * Checks that go on beside a program, a piece at a time: of its code and constants, and of its memory.
 * They change nothing that a program sees.
 */
#include "machine.h"

#include "hal.h"

#define PIECE 64
#define WORDS (PIECE / sizeof(uint32_t))
#define CHECKERBOARD 0x55555555u
#define MARCHES 4

static uint32_t checked; /* bytes of the program */
static uint16_t checksum;
static uint32_t tested; /* bytes of the arena that are before what was tested last */

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

/*
 * March C- (van de Goor, "Using March Tests to Test SRAMs", IEEE Design & Test 1993) with a checkerboard,
 * on a piece of the arena, which is a piece at least: each word is inverted twice upwards and twice
 * downwards, and must be, before each time, what it was made, whatever was done to its neighbours.
 */
void check_memory(void) {
  uint32_t contents[WORDS];
  /* Downwards; the piece at the end of the arena comes first. */
  uint32_t begin = tested != 0 ? tested : _container.arena_bytes;
  begin = begin > PIECE ? begin - PIECE : 0;
  tested = begin;
  volatile uint32_t *piece = &_arena[begin / sizeof _arena[0]];
  for (uint32_t i = 0; i < WORDS; i++) {
    contents[i] = piece[i];
    hal_store(&piece[i], CHECKERBOARD);
  }
  uint32_t expected = CHECKERBOARD;
  for (uint32_t n = 0; n < (MARCHES + 1) * WORDS; n++) {
    uint32_t i = (n & 2 * WORDS ? ~n : n) % WORDS;
    if (piece[i] != expected) {
      trap(BAD_MEMORY);
    }
    hal_store(&piece[i], n < MARCHES * WORDS ? ~expected : contents[i]);
    if (n % WORDS == WORDS - 1) {
      expected = ~expected;
    }
  }
}
