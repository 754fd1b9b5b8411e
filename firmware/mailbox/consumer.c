/*
 * The consumer: takes each message when its interrupt comes, and prints its number, its value and how
 * many were dropped. A character typed stops it from taking messages, and the next one lets it go on.
 */
#include "console.h"
#include "cp0.h"
#include "mailbox.h"
#include "timer.h"

#define PRIORITY 2
#define HANDLER_OFFSET 0x200

static volatile int arrived;
static volatile int paused;

/* Called by the interrupt vector. */
void interrupt(void) {
  switch (INTSTAT & INTSTAT_SIRQ) {
    case IRQ_MAILBOX_ARRIVAL:
      CLR(IFS(IRQ_MAILBOX_ARRIVAL / 32)) = IRQ_BIT(IRQ_MAILBOX_ARRIVAL);
      arrived = 1;
      break;
    case IRQ_CONSOLE_RX:
      if (typed_symbol(0)) {
        paused = !paused;
        arrived = 1;
      }
      break;
    case IRQ_CORE_TIMER:
      /* The chip is known to raise interrupt 0 for no reason. */
      CLR(IFS(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
      break;
  }
}

static void put_decimal(unsigned value) {
  if (value >= 10) {
    put_decimal(value / 10);
  }
  put_char((char)('0' + value % 10));
}

/* An interrupt tells of a message that comes, not of one that is there: so all are taken. */
static void take_all(void) {
  while (MBSTAT & MBSTAT_READY) {
    put_text("message ");
    put_decimal(MBSEQ);
    put_text(": value ");
    put_decimal(MBDATA(0));
    put_text(", dropped ");
    put_decimal(MBDROP);
    put_text("\r\n");
    MBCMD = MBCMD_GO;
  }
}

int main(void) {
  console_open();
  put_text("consumer\r\n");
  interrupts_open();
  OFF(IRQ_MAILBOX_ARRIVAL) = HANDLER_OFFSET;
  IPC(IRQ_MAILBOX_ARRIVAL / 4) = IRQ_PRIORITY(IRQ_MAILBOX_ARRIVAL, PRIORITY);
  SET(IEC(IRQ_MAILBOX_ARRIVAL / 32)) = IRQ_BIT(IRQ_MAILBOX_ARRIVAL);
  interrupts_on();
  for (;;) {
    if (!paused) {
      take_all();
    }
    /* With interrupts off, one that comes after the check still ends the WAIT. */
    interrupts_off();
    if (!arrived) {
      wait();
    }
    arrived = 0;
    interrupts_on();
  }
}
