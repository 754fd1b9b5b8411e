#include "print.h"

#include "console.h"
#include "cp0.h"
#include "pic32mz.h"

#define IRQ_U4TX 172

void print_open(void) {
  console_open();
  IPC(IRQ_U4TX / 4) = IRQ_PRIORITY(IRQ_U4TX, 1);
}

/* Sleeps while the transmitter is full: nearly all of the time of what prints much. Status.IE is 0. */
static void print_char(char c) {
  SET(IEC(IRQ_U4TX / 32)) = IRQ_BIT(IRQ_U4TX);
  for (;;) {
    /* Clear first: a place that comes free after this raises the flag again. */
    CLR(IFS(IRQ_U4TX / 32)) = IRQ_BIT(IRQ_U4TX);
    if (!(U4STA & U4STA_UTXBF)) {
      break;
    }
    wait();
  }
  CLR(IEC(IRQ_U4TX / 32)) = IRQ_BIT(IRQ_U4TX);
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
