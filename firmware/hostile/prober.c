/* Reads RAM beyond the 64 KB that are its own. */
#include "console.h"
#include "pic32mz.h"

int main(void) {
  console_open();
  put_text("prober: reads a0010000\r\n");
  unsigned stolen = REGISTER(0x00010000);
  put_text("prober: read ");
  put_hex(stolen);
  put_text("\r\n");
  return 0;
}
