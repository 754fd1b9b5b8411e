/*
 * All that the machine needs of a board, and all of the container that a board needs. Another board
 * is another implementation of these functions.
 */
#ifndef HAL_H
#define HAL_H

#include <stdbool.h>
#include <stdint.h>

enum kind { CONSOLE = 1, LED, BUTTON, MAILBOX_SEND, MAILBOX_RECEIVE, STREAM, SUPERVISOR };

/* Half of the private buffer of a streaming device. */
#define STREAM_HALF 8

struct device {
  uint8_t kind;
  uint8_t interrupt;
  uint16_t reserved;
  uint32_t address;
  uint32_t mask;
  uint32_t inverted;
};

struct container {
  uint32_t magic;
  uint32_t version;
  uint16_t cells;
  uint16_t entries;
  uint16_t contexts;
  uint16_t channels;
  uint32_t array_bytes;
  uint32_t arena_bytes;
  uint32_t program;
  uint32_t program_bytes;
  uint16_t crc;
  uint16_t flags;
  uint32_t beat_period;
  uint32_t supervision;
  uint32_t device_count;
  struct device devices[];
};

#define CONTAINER_MAGIC 0x434D5653u /* SVMC */
#define CONTAINER_VERSION 1u
#define BEATS_FROM_CHECKPOINTS 1u
#define HAS_WATCHDOG 2u

_Static_assert(sizeof(struct device) == 16 && sizeof(struct container) == 0x30, "container");

/* Far from the variables. */
extern const struct container _container __attribute__((section(".rodata")));
extern uint32_t _arena[];

/* Makes the board ready for the container's devices; time begins. */
void hal_open(void);

/* Microseconds since then. */
uint64_t hal_clock(void);

/* Whether a device has something, or has room. Only asked of those that can have it. */
bool hal_can_receive(unsigned device);
bool hal_can_send(unsigned device);

/* Takes a word of a device that has one; of a streaming device also what came before it. */
uint32_t hal_receive(unsigned device, uint8_t half[STREAM_HALF]);

/* Gives a word to a device that has room. */
void hal_send(unsigned device, uint32_t word);

/*
 * Sleeps until it is time or there is news. The memory of the program is tested meanwhile, so no
 * handler of interrupts may touch it, and its code. News are asked for with interrupts off, so that none is slept over.
 */
void hal_idle(uint64_t until, bool (*news)(void));

/* A checkpoint: the watchdog is cleared and the supervisor hears of it, if they are the container's. */
void hal_checkpoint(void);

/* Stores a word so that memory has it, and what is read next comes from there, not from a cache. */
void hal_store(volatile uint32_t *word, uint32_t value);

/* A character for the console, if the container has one. */
void hal_print(char c);

/* The program is over; a code other than 0 tells a supervisor that it failed. */
_Noreturn void hal_over(uint32_t failure);

#endif
