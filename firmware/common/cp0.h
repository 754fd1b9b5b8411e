/*
 * Coprocessor 0 and the instructions that go with it (MD00086, MD00090). Registers are named by
 * number and select, as the manual does.
 */
#ifndef CP0_H
#define CP0_H

#define CP0_READ(number, select)                                                \
  ({                                                                            \
    unsigned value_;                                                            \
    __asm__ volatile("mfc0 %0, $" #number ", " #select : "=r"(value_));         \
    value_;                                                                     \
  })

#define CAUSE_TI (1u << 30)

static inline unsigned read_count(void) { return CP0_READ(9, 0); }

static inline unsigned read_cause(void) { return CP0_READ(13, 0); }

/* Also clears Cause.TI; the ehb makes that visible to the next read of Cause. */
static inline void write_compare(unsigned value) {
  __asm__ volatile("mtc0 %0, $11\n\tehb" : : "r"(value) : "memory");
}

static inline void interrupts_off(void) { __asm__ volatile("di\n\tehb" : : : "memory"); }

static inline void interrupts_on(void) { __asm__ volatile("ei\n\tehb" : : : "memory"); }

/* Sleeps until an enabled interrupt is pending, even while Status.IE is 0 (Config7.WII). */
static inline void wait(void) { __asm__ volatile("wait" : : : "memory"); }

#endif
