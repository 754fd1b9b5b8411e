/*
 * Tells of the WiFire's buttons, BTN1 (RA5) and BTN2 (RA4), which are high while they are pressed:
 * LD1 (RG6) and LD2 (RD4) are lit as long, and each change is a line of the console. It looks at
 * them each 10 ms, longer than their contacts bounce. Interrupts are off throughout; it sleeps with
 * WAIT between two looks.
 */
#include "console.h"
#include "cp0.h"
#include "pic32mz.h"
#include "timer.h"

#define BUTTONS 2
#define LOOKS_PER_SECOND 100u

struct button {
  const char *name;
  unsigned bit; /* of port A */
  unsigned led_port;
  unsigned led_bit;
};

static const struct button buttons[BUTTONS] = {
    {"BTN1", 1u << 5, PORT_G, 1u << 6},
    {"BTN2", 1u << 4, PORT_D, 1u << 4},
};

static void tell(const struct button *button, unsigned pins) {
  put_text(button->name);
  put_text(pins & button->bit ? " down\r\n" : " up\r\n");
  if (pins & button->bit) {
    SET(LAT(button->led_port)) = button->led_bit;
  } else {
    CLR(LAT(button->led_port)) = button->led_bit;
  }
}

int main(void) {
  unsigned before = 0;
  console_open();
  for (unsigned i = 0; i < BUTTONS; i++) {
    CLR(ANSEL(PORT_A)) = buttons[i].bit;
    CLR(LAT(buttons[i].led_port)) = buttons[i].led_bit;
    CLR(ANSEL(buttons[i].led_port)) = buttons[i].led_bit;
    CLR(TRIS(buttons[i].led_port)) = buttons[i].led_bit;
  }
  interrupts_open();
  timer_start(COUNTS_PER_SECOND / LOOKS_PER_SECOND);
  for (;;) {
    unsigned pins = PORT(PORT_A);
    for (unsigned i = 0; i < BUTTONS; i++) {
      if ((pins ^ before) & buttons[i].bit) {
        tell(&buttons[i], pins);
      }
    }
    before = pins;
    while (!(read_cause() & CAUSE_TI)) {
      wait();
    }
    timer_acknowledge();
  }
}
