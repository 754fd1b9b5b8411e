/*
 * The guest of a board without a boot loader. Interrupts are off throughout; it sleeps with WAIT and
 * looks at Cause.TI and at the receiver when it wakes. Each second it prints its symbol and toggles
 * the next LED.
 */
#include "board-guest.h"
#include "console.h"
#include "cp0.h"
#include "pic32mz.h"
#include "timer.h"

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
  unsigned led = 0;
  board_route_console();
  console_open();
  for (unsigned i = 0; i < BOARD_LEDS; i++) {
    CLR(ANSEL(board_leds[i].port)) = board_leds[i].bit;
    CLR(TRIS(board_leds[i].port)) = board_leds[i].bit;
  }
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
    INV(LAT(board_leds[led].port)) = board_leds[led].bit;
    led = led + 1 < BOARD_LEDS ? led + 1 : 0;
    symbol = await_tick(symbol);
  }
}
