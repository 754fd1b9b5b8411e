/*
 * Microchip DM320007 with MEB-II: LED1 to LED3 at RH0 (red), RH1 (yellow) and RH2 (green), the
 * console on UART1 at RA14 and RA15.
 */
#include "../common/board-guest.h"
#include "../common/pic32mz.h"

const struct led board_leds[BOARD_LEDS] = {{PORT_H, 1u << 0}, {PORT_H, 1u << 1}, {PORT_H, 1u << 2}};

void board_route_console(void) {
  U1RXR = 13; /* RPA14 */
  RPA15R = 1; /* U1TX */
}
