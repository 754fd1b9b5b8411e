/* What a board tells its guest (board-guest.c). */
#ifndef BOARD_GUEST_H
#define BOARD_GUEST_H

#define BOARD_LEDS 3

/* LEDs, lit by a high level. */
struct led {
  unsigned port;
  unsigned bit;
};

extern const struct led board_leds[BOARD_LEDS];

/* Routes the console's UART to its pins: the board has no boot loader that would. */
void board_route_console(void);

#endif
