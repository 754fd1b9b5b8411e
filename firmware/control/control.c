/*
 * A control loop: polls, sleeps with WAIT, and does its work, which is to toggle LD1 (RG6), once in
 * each frame of 10 ms. Its timer is due a little before its window in the next frame begins, so
 * that it goes on with the window's first instruction.
 */
#include "cp0.h"
#include "pic32mz.h"

#define LD1 (1u << 6) /* of port G */

#define FRAME 1000000u /* 10 ms, in counts */

/* More than an image takes from its window's beginning to here, and less than it is without one. */
#define LEAD 50000u

int main(void) {
  unsigned next = read_count() + FRAME - LEAD;
  CLR(ANSEL(PORT_G)) = LD1;
  CLR(TRIS(PORT_G)) = LD1;
  SET(LAT(PORT_G)) = LD1;
  interrupts_off();
  for (;;) {
    write_compare(next);
    wait();
    INV(LAT(PORT_G)) = LD1;
    next += FRAME;
  }
}
