/*
 * Copies memory to memory with DMA channel 0: each 3 s it fills 16 KB at physical address 0 with a
 * new pattern, has them copied to DESTINATION, compares every byte and says `DMA ok` or `DMA error`.
 * Interrupts are off throughout; the channel's flag ends a WAIT.
 *
 * The violator's DESTINATION is just outside the 64 KB that a guest has: the system bus arbiter
 * should stop the transfer, and the channel report an address error.
 */
#include "console.h"
#include "cp0.h"
#include "pic32mz.h"
#include "timer.h"

#define SIZE 0x4000u
#define INSIDE 0x8000u
#ifndef DESTINATION
#define DESTINATION INSIDE
#endif
#define PERIOD (3 * COUNTS_PER_SECOND)
#define PRIORITY 3
#define HANDLER_OFFSET 0x200
#define LD1 (1u << 6) /* of port G */

/*
 * The 48 KB from physical address 0 on: source, what lies between, destination. The build links this
 * file first, so that its variables begin the RAM.
 */
static volatile unsigned char window[INSIDE + SIZE];

static unsigned char pattern(unsigned offset, unsigned round) {
  return (unsigned char)(offset ^ offset >> 8 ^ 37 * round);
}

static void fill(unsigned round) {
  for (unsigned i = 0; i < SIZE; i++) {
    window[i] = pattern(i, round);
    window[INSIDE + i] = (unsigned char)~pattern(i, round);
  }
}

static void start_transfer(void) {
  SET(DCH0ECON) = DCHECON_CABORT;
  CLR(DCH0CON) = DCHCON_CHEN;
  while (DCH0CON & DCHCON_CHBUSY) {
  }
  SET(IEC(IRQ_DMA0 / 32)) = IRQ_BIT(IRQ_DMA0);
  CLR(IFS(IRQ_DMA0 / 32)) = IRQ_BIT(IRQ_DMA0);
  SET(DMACON) = DMACON_ON;
  DCH0CON = 3; /* the highest priority, no chaining */
  DCH0ECON = 0; /* no interrupt starts or aborts it, no pattern */
  DCH0SSA = 0;
  DCH0DSA = DESTINATION;
  DCH0SSIZ = SIZE;
  DCH0DSIZ = SIZE;
  DCH0CSIZ = SIZE;
  CLR(DCH0INT) = DCHINT_ALL;
  SET(DCH0INT) = DCHINT_CHDDIE | DCHINT_CHERIE;
  SET(DCH0CON) = DCHCON_CHEN;
  SET(DCH0ECON) = DCHECON_CFORCE;
}

/* Sleeps until the channel has raised its flag or a period is over. */
static unsigned await_transfer(void) {
  while (!(IFS(IRQ_DMA0 / 32) & IRQ_BIT(IRQ_DMA0))) {
    if (read_cause() & CAUSE_TI) {
      return 0;
    }
    wait();
  }
  unsigned flags = DCH0INT;
  CLR(DCH0INT) = DCHINT_ALL;
  CLR(IFS(IRQ_DMA0 / 32)) = IRQ_BIT(IRQ_DMA0);
  return flags;
}

static int same(unsigned round) {
  for (unsigned i = 0; i < SIZE; i++) {
    if (window[i] != pattern(i, round) || window[INSIDE + i] != pattern(i, round)) {
      return 0;
    }
  }
  return 1;
}

int main(void) {
  console_open();
  CLR(ANSEL(PORT_G)) = LD1;
  CLR(TRIS(PORT_G)) = LD1;
  put_text("-\r\n");
  put_register("DMACON", DMACON);
  put_register("SSA", 0);
  put_register("DSA", DESTINATION);
  put_register("SIZE", SIZE);
  interrupts_open();
  OFF(IRQ_DMA0) = HANDLER_OFFSET;
  SET(IPC(IRQ_DMA0 / 4)) = IRQ_PRIORITY(IRQ_DMA0, PRIORITY);
  timer_start(PERIOD);
  for (unsigned round = 0;; round++) {
    fill(round);
    start_transfer();
    unsigned flags = await_transfer();
    int ok = (flags & (DCHINT_CHDDIF | DCHINT_CHERIF)) == DCHINT_CHDDIF && same(round);
    put_text(ok ? "DMA ok\r\n" : "DMA error\r\n");
    INV(LAT(PORT_G)) = LD1;
    while (!(read_cause() & CAUSE_TI)) {
      wait();
    }
    timer_acknowledge();
  }
}
