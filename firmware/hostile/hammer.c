/* Writes to the console without a pause. */
#include "console.h"

int main(void) {
  console_open();
  put_text("hammer: never stops writing\r\n");
  for (;;) {
    put_symbol('!');
  }
}
