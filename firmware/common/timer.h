/* A periodic tick from Count and Compare, and the interrupts that end a WAIT. */
#ifndef TIMER_H
#define TIMER_H

/* Count runs at half of SYSCLK: 100 MHz. */
#define COUNTS_PER_SECOND 100000000u

/*
 * Lets the core timer and the console's receiver, and nothing else, raise interrupts, at priority 3 and
 * with their handler 0x200 above EBase. A WAIT needs them enabled here even while Status.IE is 0.
 */
void interrupts_open(void);

/* Starts a tick each so many counts from now. */
void timer_start(unsigned counts);

/*
 * Acknowledges a tick: call it when Cause.TI is 1. Ticks keep their distance from timer_start
 * however late this is called; those missed altogether are dropped.
 */
void timer_acknowledge(void);

#endif
