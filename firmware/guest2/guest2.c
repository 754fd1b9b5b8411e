/*
 * Guest 2: driven by interrupts. The core timer's, each 0.3 s, prints its symbol and toggles the
 * next of LD2 (RD4), LD3 (RB11) and LD4 (RG15); the receiver's changes the symbol.
 */
#include "console.h"
#include "cp0.h"
#include "pic32mz.h"
#include "timer.h"

static volatile unsigned ticks;
static volatile char symbol;

/* Called by the interrupt vector. */
void interrupt(void) {
  switch (INTSTAT & INTSTAT_SIRQ) {
    case IRQ_CORE_TIMER:
      if (read_cause() & CAUSE_TI) {
        timer_acknowledge();
        ticks++;
      } else {
        /* The chip is known to raise interrupt 0 for no reason. */
        CLR(IFS(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
      }
      break;
    case IRQ_CONSOLE_RX:
      symbol = typed_symbol(symbol);
      break;
  }
}

static const struct {
  unsigned port;
  unsigned bit;
} leds[] = {{PORT_D, 1u << 4}, {PORT_B, 1u << 11}, {PORT_G, 1u << 15}};

#define LEDS (sizeof leds / sizeof leds[0])

int main(void) {
  unsigned shown = 0;
  unsigned led = 0;
  symbol = '.';
  console_open();
  for (unsigned i = 0; i < LEDS; i++) {
    CLR(ANSEL(leds[i].port)) = leds[i].bit;
    CLR(TRIS(leds[i].port)) = leds[i].bit;
  }
  put_text("-\r\n");
  put_register("Config", CP0_READ(16, 0));
  put_register("Config1", CP0_READ(16, 1));
  put_register("Config2", CP0_READ(16, 2));
  put_register("Config3", CP0_READ(16, 3));
  put_register("Config4", CP0_READ(16, 4));
  put_register("Config5", CP0_READ(16, 5));
  put_register("Config7", CP0_READ(16, 7));
  interrupts_open();
  timer_start(COUNTS_PER_SECOND / 10 * 3);
  ticks = 1; /* the first symbol is due now */
  for (;;) {
    /* With interrupts off, one that comes after the check still ends the WAIT. */
    interrupts_off();
    if (shown == ticks) {
      wait();
    }
    interrupts_on();
    while (shown != ticks) {
      shown++;
      put_symbol(symbol);
      INV(LAT(leds[led].port)) = leds[led].bit;
      led = led + 1 < LEDS ? led + 1 : 0;
    }
  }
}
