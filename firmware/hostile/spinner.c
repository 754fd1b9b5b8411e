/* Loops for ever with interrupts off and without a WAIT: never gives up the processor. */
#include "console.h"
#include "cp0.h"

int main(void) {
  console_open();
  put_text("spinner: loops with interrupts off\r\n");
  interrupts_off();
  put_char('S');
  for (;;) {
  }
}
