/*
 * The machine (docs/sense-vm.md), and where it keeps its state: the layouts that
 * docs/sense-vm-guest.md publishes.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include <stddef.h>
#include <stdint.h>

/* Tables stay behind the code, however small they are. */
#define IN_FLASH __attribute__((section(".rodata.tables")))

#define NONE 0xFFFFFFFFu
#define NEVER UINT64_MAX

#define DEVICES 16
#define CONTEXTS 16
#define CHANNELS 100
#define ARRAYS 16
#define WAITERS 3

/* Names an offset that the page publishes. */
#define LAID_OUT(type, member, offset) \
  _Static_assert(offsetof(struct type, member) == (offset), #type "." #member)

/* The word below, above it the flag: 1 if the word is the number of a pair. */
typedef uint64_t value;

struct pair {
  uint32_t fst;
  uint32_t snd;
};

/* Of a pair: which of its words is a pointer, and what the collector notes. */
#define FST_FLAG 0x01u
#define SND_FLAG 0x02u
#define IN_SND 0x40u
#define MARKED 0x80u

enum state { UNUSED, READY, RUNNING, WAITING, SLEEPING };

struct context {
  value e;
  uint32_t pc;
  uint32_t sp;
  uint32_t state;
  uint32_t reserved;
  uint64_t logical;
  uint64_t deadline;
  uint64_t wake;
  uint32_t *words;
  uint8_t *flags;
  uint32_t unused[2];
};

LAID_OUT(context, pc, 0x08);
LAID_OUT(context, sp, 0x0C);
LAID_OUT(context, state, 0x10);
LAID_OUT(context, logical, 0x18);
LAID_OUT(context, deadline, 0x20);
LAID_OUT(context, wake, 0x28);
LAID_OUT(context, words, 0x30);
LAID_OUT(context, flags, 0x34);
_Static_assert(sizeof(struct context) == 64, "context");

/* Who waits: for which alternative (its cam), and the cell that cancels it. */
struct waiter {
  uint16_t cam;
  uint16_t dirty;
  uint8_t context;
  uint8_t reserved;
};

struct queue {
  struct waiter waiters[WAITERS];
  uint8_t count;
  uint8_t reserved;
};

LAID_OUT(queue, count, 18);
_Static_assert(sizeof(struct waiter) == 6 && sizeof(struct queue) == 20, "queue");

/* Contexts in a binary heap. */
struct order {
  uint8_t count;
  uint8_t numbers[CONTEXTS];
};

struct array {
  uint16_t begin;
  uint16_t length;
};

enum end { RUNS, STOPPED, TRAPPED, BADOP, BLOCKED, BADFORMAT };

struct machine {
  uint32_t current;
  uint32_t end;
  uint32_t trap;
  uint32_t trap_context;
  uint32_t sweep;
  uint32_t allocations;
  uint32_t collections;
  uint32_t missed;
  value work;
  uint32_t channels;
  uint32_t arrays;
  uint32_t checkpoint;
  struct order ready;
  _Alignas(4) struct order sleeping;
  _Alignas(4) struct array array[ARRAYS];
  uint8_t device_of[CHANNELS];
};

LAID_OUT(machine, sweep, 0x10);
LAID_OUT(machine, missed, 0x1C);
LAID_OUT(machine, work, 0x20);
LAID_OUT(machine, channels, 0x28);
LAID_OUT(machine, checkpoint, 0x30);
LAID_OUT(machine, ready, 0x34);
LAID_OUT(machine, sleeping, 0x48);
LAID_OUT(machine, array, 0x5C);
LAID_OUT(machine, device_of, 0x9C);

extern struct machine svm_machine;

/* What does not change once a program is loaded, but who is blamed. */
struct layout {
  const uint8_t *image;
  uint32_t code; /* where it begins in the image */
  uint32_t size;
  uint32_t quick; /* an instruction that begins less behind that needs no look at the code's end */
  uint32_t ints;
  const uint8_t *natives;
  uint32_t native_count;
  struct context *contexts;
  uint32_t context_count;
  uint32_t entries;
  struct pair *pairs;
  uint8_t *flags;
  uint32_t cells;
  struct queue *queues;
  uint32_t channels;
  uint8_t *bytes;
  uint32_t byte_count;
  struct context *blamed; /* for what goes wrong; null outside of contexts */
};

extern struct layout svm;

enum trap {
  STACK_OVERFLOW = 1,
  STACK_UNDERFLOW,
  HEAP_EXHAUSTED,
  BAD_POINTER,
  NO_MATCH,
  BAD_PC,
  BAD_CONSTANT,
  BAD_CALL,
  CONTEXTS_EXHAUSTED,
  CHANNELS_EXHAUSTED,
  BAD_CHANNEL,
  QUEUE_FULL,
  BAD_DEVICE,
  BAD_ARRAY,
  ARRAYS_EXHAUSTED,
  DIVISION_BY_ZERO,
  CORRUPTED,
  BAD_SEQUENCE,
  BAD_CHECKSUM,
  BAD_MEMORY,
};

/* Ends the program: with a trap of who is blamed, or otherwise. */
_Noreturn void trap(enum trap code) __attribute__((cold));
_Noreturn void finish(enum end end) __attribute__((cold));

/* machine.c: runs the context that is current, and whatever comes after it, to the end. */
_Noreturn void run(void);

/* values.c: the pair that a value points to; the stack; APP of a function to E: the label where it begins. */
uint32_t pointer(value v);
value fst_of(uint32_t pair);
value snd_of(uint32_t pair);
void push(struct context *c, value v);
value pop(struct context *c);
uint32_t apply(struct context *c, uint32_t function, value argument);

/* heap.c: a new pair. What is not reachable from the roots when it begins may be reused. */
uint32_t alloc(value fst, value snd);

/* schedule.c */
uint64_t clock_now(void);
void make_ready(struct context *c);
void make_sleep(struct context *c);
void let_run(struct context *c);
void dispatch(void);

/* events.c: what waits in a queue, and the run-time system's events. */
void drop_cancelled(struct queue *q);
struct waiter take_waiter(struct queue *q);
void complete(struct context *c, uint32_t cam, const value *message);
void make_event(struct context *c, uint32_t type, uint32_t channel, value message);
void choose(struct context *c);
void wrap(struct context *c);
void sync(struct context *c);

/* rts.c, natives.c: CALLRTS and APPF; PC is left to them. */
void call_rts(struct context *c, uint32_t function);
void call_native(struct context *c, uint32_t entry);

/* float.c: binary32, to nearest even. Two words are less, equal, greater or not comparable. */
enum comparison { LESS, EQUAL, GREATER, UNORDERED };
uint32_t float_add(uint32_t a, uint32_t b);
uint32_t float_multiply(uint32_t a, uint32_t b);
enum comparison float_compare(uint32_t a, uint32_t b);

/* check.c: CRC-16-CCITT, and the checks that go on beside a program, a piece at a time. */
uint16_t crc16(uint16_t crc, const uint8_t *bytes, uint32_t count);
void check_program(void);
void check_memory(void);

/* load.c: the block behind the image; makes the machine ready to run. */
void load(void);

static inline uint32_t number_of(const struct context *c) { return (uint32_t)(c - svm.contexts); }

static inline uint32_t big16(const uint8_t *at) { return (uint32_t)at[0] << 8 | at[1]; }

static inline uint32_t big32(const uint8_t *at) { return big16(at) << 16 | big16(at + 2); }

static inline uint32_t word_of(value v) { return (uint32_t)v; }

static inline uint32_t flag_of(value v) { return (uint32_t)(v >> 32); }

static inline value pointer_to(uint32_t pair) { return 1ull << 32 | pair; }

#endif
