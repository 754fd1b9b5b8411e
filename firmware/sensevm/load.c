/* Loads the program of the container: looks whether it is one, and lays memory out for it. */
#include "hal.h"
#include "machine.h"

#define HEADER 5  /* bytes before the first pool */
#define TRAILER 4 /* FE 16 and the checksum */
#define MOST_BYTES 0xFFFFu /* of arrays, which begin and end at numbers of 16 bits */

static uint32_t place;

/* The next part of the arena; all of it begins at multiples of 4. */
static void *part(uint32_t bytes) {
  uint8_t *begin = (uint8_t *)_arena + place;
  place += (bytes + 3) & ~3u;
  return begin;
}

/* A pool of elements with a count of two bytes before it; how far it reaches, or beyond the end. */
static uint32_t pool(uint32_t offset, uint32_t element, uint32_t *count) {
  if (offset + 2 > _container.program_bytes) {
    return NONE - 4;
  }
  *count = big16(svm.image + offset);
  return offset + 2 + *count * element;
}

static bool is_program(void) {
  uint32_t bytes = _container.program_bytes;
  uint32_t strings;
  svm.image = (const uint8_t *)&_container + _container.program;
  if (bytes < HEADER || big32(svm.image) != 0xFEEDCAFE) {
    return false;
  }
  uint32_t natives = pool(pool(HEADER, 4, &svm.ints), 1, &strings);
  uint32_t offset = pool(natives, 4, &svm.native_count);
  if (offset + 4 > bytes) {
    return false;
  }
  svm.natives = svm.image + natives + 2;
  svm.code = offset + 4;
  svm.size = big32(svm.image + offset);
  svm.quick = svm.size > 2 ? svm.size - 2 : 0;
  uint32_t left = bytes - svm.code;
  if (svm.size > left) {
    return false;
  }
  const uint8_t *trailer = svm.image + svm.code + svm.size;
  left -= svm.size;
  return left == 0 || (left == TRAILER && big16(trailer) == 0xFE16 &&
                       big16(trailer + 2) == crc16(0xFFFF, svm.image, bytes - TRAILER));
}

static void lay_out(void) {
  svm.context_count = _container.contexts;
  svm.entries = _container.entries;
  svm.cells = _container.cells;
  svm.channels = _container.channels;
  svm.byte_count = _container.array_bytes;
  uint32_t entries = svm.context_count * svm.entries;
  svm.contexts = part(svm.context_count * sizeof(struct context));
  uint32_t *words = part(4 * entries);
  uint8_t *flags = part(entries);
  svm.pairs = part(svm.cells * sizeof(struct pair));
  svm.flags = part(svm.cells);
  svm.queues = part(2 * svm.channels * sizeof(struct queue));
  svm.bytes = part(svm.byte_count);
  if (place > _container.arena_bytes) {
    finish(BADFORMAT);
  }
  for (uint32_t i = 0; i < place / sizeof _arena[0]; i++) {
    _arena[i] = 0;
  }
  for (uint32_t i = 0; i < svm.context_count; i++) {
    svm.contexts[i].words = words + i * svm.entries;
    svm.contexts[i].flags = flags + i * svm.entries;
  }
}

void load(void) {
  if (_container.contexts > CONTEXTS || _container.channels > CHANNELS ||
      _container.array_bytes > MOST_BYTES || !is_program()) {
    finish(BADFORMAT);
  }
  lay_out();
  svm_machine.checkpoint = NONE;
  struct context *c = &svm.contexts[0];
  c->pc = svm.code;
  c->deadline = NEVER;
  c->logical = clock_now();
  let_run(c);
}
