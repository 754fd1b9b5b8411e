#include "console.h"

#include "pic32mz.h"

#define PB2_HZ 100000000u
#define BAUD 115200u
#define SYMBOLS_PER_LINE 32u

static unsigned column;

void console_open(void) {
  /* Clearing ON also clears UTXEN and URXEN, so ON comes last. */
  UxMODE(CONSOLE_UART) = 0;
  /* With BRGH the divisor is 4 (BRG + 1); rounded, 115200 is off by less than 0.01 %. */
  UxBRG(CONSOLE_UART) = (PB2_HZ + 2 * BAUD) / (4 * BAUD) - 1;
  UxSTA(CONSOLE_UART) = UxSTA_UTXEN | UxSTA_URXEN;
  UxMODE(CONSOLE_UART) = UxMODE_ON | UxMODE_BRGH;
}

void put_char(char c) {
  while (UxSTA(CONSOLE_UART) & UxSTA_UTXBF) {
  }
  UxTXREG(CONSOLE_UART) = (unsigned char)c;
}

void put_text(const char *text) {
  while (*text) {
    put_char(*text++);
  }
}

void put_hex(unsigned value) {
  for (int shift = 28; shift >= 0; shift -= 4) {
    put_char("0123456789abcdef"[value >> shift & 15]);
  }
}

void put_register(const char *name, unsigned value) {
  int width = 8;
  while (*name) {
    put_char(*name++);
    width--;
  }
  while (width-- > 0) {
    put_char(' ');
  }
  put_text("= ");
  put_hex(value);
  put_text("\r\n");
}

void put_symbol(char symbol) {
  put_char(symbol);
  if (++column == SYMBOLS_PER_LINE) {
    column = 0;
    put_text("\r\n");
  }
}

char typed_symbol(char previous) {
  unsigned status;
  /* Acknowledge first: a character that comes after this raises the flag again. */
  CLR(IFS(IRQ_CONSOLE_RX / 32)) = IRQ_BIT(IRQ_CONSOLE_RX);
  while ((status = UxSTA(CONSOLE_UART)) & (UxSTA_URXDA | UxSTA_OERR)) {
    if (status & UxSTA_URXDA) {
      char c = (char)UxRXREG(CONSOLE_UART);
      if (c >= ' ' && c <= '~') {
        previous = c;
      }
    } else {
      /* After an overrun the receiver stands still until OERR is cleared. */
      CLR(UxSTA(CONSOLE_UART)) = UxSTA_OERR;
    }
  }
  return previous;
}
