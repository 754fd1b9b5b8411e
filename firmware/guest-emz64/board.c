/*
 * Olimex PIC32-EMZ64: LED1 to LED3 at RB8 (green), RB9 (yellow) and RB10 (red), the console on UART4
 * at RD0 and RD4.
 */
#include "../common/board-guest.h"
#include "../common/pic32mz.h"

const struct led board_leds[BOARD_LEDS] = {{PORT_B, 1u << 8}, {PORT_B, 1u << 9}, {PORT_B, 1u << 10}};

void board_route_console(void) {
  U4RXR = 3; /* RPD0 */
  RPD4R = 2; /* U4TX */
}
