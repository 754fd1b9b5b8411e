#include "print.h"

#include "console.h"
#include "cp0.h"
#include "pic32mz.h"

void print_open(void) {
  console_open();
  IPC(IRQ_CONSOLE_TX / 4) = IRQ_PRIORITY(IRQ_CONSOLE_TX, 1);
}

/* Sleeps while the transmitter is full: nearly all of the time of what prints much. Status.IE is 0. */
static void print_char(char c) {
  SET(IEC(IRQ_CONSOLE_TX / 32)) = IRQ_BIT(IRQ_CONSOLE_TX);
  for (;;) {
    /* Clear first: a place that comes free after this raises the flag again. */
    CLR(IFS(IRQ_CONSOLE_TX / 32)) = IRQ_BIT(IRQ_CONSOLE_TX);
    if (!(UxSTA(CONSOLE_UART) & UxSTA_UTXBF)) {
      break;
    }
    wait();
  }
  CLR(IEC(IRQ_CONSOLE_TX / 32)) = IRQ_BIT(IRQ_CONSOLE_TX);
  put_char(c);
}

void print_text(const char *text) {
  while (*text) {
    print_char(*text++);
  }
}

void print_hex(unsigned value) {
  for (int shift = 28; shift >= 0; shift -= 4) {
    print_char("0123456789abcdef"[value >> shift & 15]);
  }
}

void print_decimal(unsigned value) {
  if (value >= 10) {
    print_decimal(value / 10);
  }
  print_char((char)('0' + value % 10));
}
