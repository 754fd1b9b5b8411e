#include "timer.h"

#include "cp0.h"
#include "pic32mz.h"

#define PRIORITY 3
#define HANDLER_OFFSET 0x200

static unsigned period;
static unsigned last;

void interrupts_open(void) {
  for (int i = 0; i < IEC_COUNT; i++) {
    IEC(i) = 0;
  }
  /*
   * One vector for all, at EBase + 0x200, and no shadow sets. The offsets say the same again:
   * a hypervisor that injects an interrupt into a guest goes by them.
   */
  CLR(INTCON) = INTCON_MVEC;
  PRISS = 0;
  OFF(IRQ_CORE_TIMER) = HANDLER_OFFSET;
  OFF(IRQ_CONSOLE_RX) = HANDLER_OFFSET;
  IPC(IRQ_CORE_TIMER / 4) = IRQ_PRIORITY(IRQ_CORE_TIMER, PRIORITY);
  IPC(IRQ_CONSOLE_RX / 4) = IRQ_PRIORITY(IRQ_CONSOLE_RX, PRIORITY);
  CLR(IFS(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
  CLR(IFS(IRQ_CONSOLE_RX / 32)) = IRQ_BIT(IRQ_CONSOLE_RX);
  SET(IEC(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
  SET(IEC(IRQ_CONSOLE_RX / 32)) = IRQ_BIT(IRQ_CONSOLE_RX);
}

void timer_start(unsigned counts) {
  period = counts;
  last = read_count();
  write_compare(last + period);
}

void timer_acknowledge(void) {
  /* The flag is latched by the match, so it goes before Compare: a new match must not be lost. */
  CLR(IFS(IRQ_CORE_TIMER / 32)) = IRQ_BIT(IRQ_CORE_TIMER);
  /* If Count is past the new Compare already, no match would come for 43 s: step on. */
  do {
    last += period;
    write_compare(last + period);
  } while (read_count() - last >= period);
}
