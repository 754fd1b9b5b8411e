/* hal.h for the PIC32MZ: the clock, interrupts, sleep, beats, and the test of a word of memory. */
#include "board.h"

#include "cp0.h"
#include "machine.h"
#include "observe.h"
#include "pic32mz.h"

#define COUNTS_PER_MICROSECOND 100u /* Count runs at half of SYSCLK */
#define LOOK_PERIOD 10000u          /* microseconds between two looks at the buttons */
#define ROOM_PERIOD 100u            /* a character takes 87 at 115200 baud */
#define PRIORITY 3
#define HANDLER_OFFSET 0x200

/* A heartbeat's registers, of the end that is watched (docs/supervision.md). */
#define HBBEAT(base) REGISTER((base) + 0x10)
#define HBFAIL(base) REGISTER((base) + 0x20)

/* The upper half of WDTCON; the key clears the watchdog (DS60001320). */
#define WDTCLRKEY (*(volatile uint16_t *)0xBF800802u)
#define WDT_CLEAR 0x5743
#define WDTCON REGISTER(0x1F800800)
#define WDTCON_ON (1u << 15)

static uint32_t last_count;
static uint32_t rest; /* counts that make no microsecond yet */
static uint64_t time;
static uint64_t look_at;
static uint64_t beat_at;
static uint64_t wake_at;
static uint32_t token;

/* Brings the clock up to date, which must be done within 43 s each; interrupts are off. */
static uint64_t now(void) {
  uint32_t count = read_count();
  uint32_t passed = count - last_count + rest;
  last_count = count;
  time += passed / COUNTS_PER_MICROSECOND;
  rest = passed % COUNTS_PER_MICROSECOND;
  return time;
}

static uint64_t earlier(uint64_t a, uint64_t b) { return a < b ? a : b; }

/* Lets the timer come when something is due next: in 10 ms at most, so 32 bits are enough. */
static void arm(void) {
  uint64_t next = earlier(wake_at, earlier(look_at, beat_at));
  uint32_t in = next > time ? (uint32_t)(next - time) : 1;
  uint32_t compare;
  do {
    compare = read_count() + in * COUNTS_PER_MICROSECOND;
    write_compare(compare);
    in *= 2; /* what is next may be over before Compare is written, however often it is tried */
    /* If Count is past it already, no match would come for 43 s. */
  } while ((int32_t)(compare - read_count()) <= 0);
}

static void beat(void) {
  if (_container.supervision != 0) {
    HBBEAT(_container.supervision) = ++token;
  }
}

static void tick(void) {
  uint64_t at = now();
  if (at >= look_at) {
    look_at += LOOK_PERIOD;
    if (at >= look_at) {
      look_at = at + LOOK_PERIOD;
    }
    driver_look();
  }
  if (at >= beat_at) {
    beat_at = at + _container.beat_period;
    beat();
  }
  arm();
}

/* Called by the interrupt vector. */
void interrupt(void) {
  unsigned irq = INTSTAT & INTSTAT_SIRQ;
  /* Acknowledge first: what comes after this raises the flag again. */
  CLR(IFS(irq / 32)) = IRQ_BIT(irq);
  if (irq == IRQ_CORE_TIMER) {
    tick();
    return;
  }
  for (unsigned device = 0; device < _container.device_count; device++) {
    if (_container.devices[device].interrupt == irq) {
      driver_service(device);
    }
  }
}

static void enable(unsigned irq) {
  OFF(irq) = HANDLER_OFFSET;
  IPC(irq / 4) = (IPC(irq / 4) & ~(0x1Fu << 8 * (irq % 4))) | IRQ_PRIORITY(irq, PRIORITY);
  CLR(IFS(irq / 32)) = IRQ_BIT(irq);
  SET(IEC(irq / 32)) = IRQ_BIT(irq);
}

void hal_open(void) {
  for (int i = 0; i < IEC_COUNT; i++) {
    IEC(i) = 0;
  }
  /* One vector for all and no shadow sets; a hypervisor that injects goes by the offsets. */
  CLR(INTCON) = INTCON_MVEC;
  PRISS = 0;
  if (_container.flags & HAS_WATCHDOG) {
    SET(WDTCON) = WDTCON_ON;
  }
  for (unsigned device = 0; device < _container.device_count; device++) {
    driver_open(device);
    if (_container.devices[device].interrupt != 0) {
      enable(_container.devices[device].interrupt);
    }
  }
  last_count = read_count();
  look_at = LOOK_PERIOD;
  wake_at = NEVER;
  if (_container.beat_period == 0 || _container.flags & BEATS_FROM_CHECKPOINTS) {
    beat_at = NEVER;
  }
  tick();
  enable(IRQ_CORE_TIMER);
  interrupts_on();
}

uint64_t hal_clock(void) {
  interrupts_off();
  uint64_t at = now();
  interrupts_on();
  return at;
}

void hal_idle(uint64_t until, bool (*news)(void)) {
  for (bool done = false; !done;) {
    check_program();
    check_memory();
    interrupts_off();
    done = news() || now() >= until;
    if (!done) {
      wake_at = driver_lacked_room() ? earlier(until, time + ROOM_PERIOD) : until;
      arm();
      /* With interrupts off, one that comes after the look at the news still ends the WAIT. */
      wait();
      wake_at = NEVER;
    }
    interrupts_on();
  }
}

void hal_checkpoint(void) {
  if (_container.flags & HAS_WATCHDOG) {
    WDTCLRKEY = WDT_CLEAR;
  }
  if (_container.flags & BEATS_FROM_CHECKPOINTS) {
    beat();
  }
}

/* Hit writeback invalidate of the data cache (MD00086), which a guest may execute too. */
void hal_store(volatile uint32_t *word, uint32_t value) {
  *word = value;
  __asm__ volatile("cache 0x15, 0(%0)\n\tsync" : : "r"(word) : "memory");
}

void hal_over(uint32_t failure) {
  if (failure != 0) {
    interrupts_off();
    beat_at = NEVER;
    interrupts_on();
    if (_container.supervision != 0) {
      HBFAIL(_container.supervision) = failure;
    }
  }
  for (;;) {
    wait();
  }
}

/* Returns if there is nothing to run; start.S sleeps then. */
void begin(void) {
  if (_container.magic != CONTAINER_MAGIC || _container.version != CONTAINER_VERSION ||
      _container.device_count > DEVICES) {
    svm_machine.end = BADFORMAT;
    svm_end();
    return;
  }
  hal_open();
  load();
  run();
}
