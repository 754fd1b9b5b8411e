/*
 * Guest 1: polls. Interrupts are off throughout; it sleeps with WAIT and looks at Cause.TI and at
 * the receiver when it wakes. Each second it prints its symbol and toggles LD1 (RG6).
 */
#include "console.h"
#include "cp0.h"
#include "pic32mz.h"
#include "timer.h"

#define LD1 (1u << 6) /* of port G */

static char await_tick(char symbol) {
  while (!(read_cause() & CAUSE_TI)) {
    symbol = typed_symbol(symbol);
    wait();
  }
  timer_acknowledge();
  return typed_symbol(symbol);
}

int main(void) {
  char symbol = '#';
  console_open();
  CLR(ANSEL(PORT_G)) = LD1;
  CLR(TRIS(PORT_G)) = LD1;
  put_text("-\r\n");
  put_register("DEVID", DEVID);
  put_register("OSCCON", OSCCON);
  put_register("DEVCFG0", DEVCFG0);
  put_register("DEVCFG1", DEVCFG1);
  put_register("DEVCFG2", DEVCFG2);
  put_register("DEVCFG3", DEVCFG3);
  put_register("CFGCON", CFGCON);
  interrupts_open();
  timer_start(COUNTS_PER_SECOND);
  for (;;) {
    put_symbol(symbol);
    INV(LAT(PORT_G)) = LD1;
    symbol = await_tick(symbol);
  }
}
