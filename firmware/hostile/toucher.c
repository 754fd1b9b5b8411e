/*
 * Stores into registers of the whole chip, unlocked as their manual says, and tells whether each
 * kept its value; last it asks for a reset of the chip. Bare, it gets all it wants.
 */
#include "console.h"
#include "pic32mz.h"

static void touch(const char *name, volatile unsigned *reg, unsigned bits) {
  unsigned before = *reg;
  *reg = before ^ bits;
  put_text(name);
  put_text(*reg == before ? " unchanged\r\n" : " CHANGED\r\n");
}

int main(void) {
  console_open();
  put_text("toucher: stores to CFGCON, PMD5, OSCCON and RSWRST\r\n");
  SYSKEY = 0xAA996655;
  SYSKEY = 0x556699AA;
  touch("CFGCON", &CFGCON, 1u << 7);  /* IOANCPN */
  touch("PMD5", &PMD5, 1u << 4);      /* U5MD */
  touch("OSCCON", &OSCCON, 1u << 24); /* FRCDIV<0> */
  SET(RSWRST) = RSWRST_SWRST;
  /* The read is what resets the chip. */
  put_text(RSWRST & RSWRST_SWRST ? "RSWRST CHANGED\r\n" : "RSWRST unchanged\r\n");
  put_text("toucher: still here\r\n");
  return 0;
}
