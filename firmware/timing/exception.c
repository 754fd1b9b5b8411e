/* What an exception that nobody expects ends in. */
#include "../common/cp0.h"
#include "../common/print.h"
#include "timing.h"

void report_exception(unsigned cause, unsigned epc, unsigned badvaddr) {
  print_text("exception: Cause = ");
  print_hex(cause);
  print_text(", EPC = ");
  print_hex(epc);
  print_text(", BadVAddr = ");
  print_hex(badvaddr);
  print_text("\r\n");
  for (;;) {
    wait();
  }
}
