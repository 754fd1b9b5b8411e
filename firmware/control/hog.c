/*
 * The worst of neighbours: interrupts off and no WAIT; it walks through all its memory again and
 * again, a word of each cache line, so that neither the caches nor the TLB keep anything for others.
 */
#include "cp0.h"
#include "pic32mz.h"

#define CACHED 0x80000000u
#define FIRST 0x1000u /* behind the image's variables and its stack */
#define END 0x20000u  /* of its 128 KB */
#define LINE 16u

int main(void) {
  interrupts_off();
  for (;;) {
    for (unsigned place = FIRST; place < END; place += LINE) {
      *(volatile unsigned *)(CACHED | place) += 1;
    }
  }
}
