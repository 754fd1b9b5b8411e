/*
 * The producer: each 0.1 s it counts, and sends the count. A message that finds no room is its own
 * loss; it does not wait.
 */
#include "console.h"
#include "cp0.h"
#include "mailbox.h"
#include "timer.h"

static volatile unsigned ticks;

/* Called by the interrupt vector. */
void interrupt(void) {
  if (read_cause() & CAUSE_TI) {
    timer_acknowledge();
    ticks++;
  } else {
    typed_symbol(' ');
    /* The chip is known to raise interrupt 0 for no reason. */
    CLR(IFS(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
  }
}

int main(void) {
  unsigned sent = 0;
  console_open();
  put_text("producer\r\n");
  interrupts_open();
  timer_start(COUNTS_PER_SECOND / 10);
  for (;;) {
    /* With interrupts off, one that comes after the check still ends the WAIT. */
    interrupts_off();
    if (sent == ticks) {
      wait();
    }
    interrupts_on();
    while (sent != ticks) {
      sent++;
      MBDATA(0) = sent;
      MBCMD = MBCMD_GO;
    }
  }
}
