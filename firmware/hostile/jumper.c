/* Jumps to an address where there is neither memory nor, for a guest, a page. */
#include "console.h"

int main(void) {
  console_open();
  put_text("jumper: jumps to 9e000000\r\n");
  ((void (*)(void))0x9E000000u)();
  put_text("jumper: came back\r\n");
  return 0;
}
