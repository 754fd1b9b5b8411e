/* The PIC32MZ: what clock and interrupts (board.c) and devices (drivers.c) need of each other. */
#ifndef BOARD_H
#define BOARD_H

#include <stdbool.h>
#include <stdint.h>

#include "hal.h"

/* Makes a device ready, its interrupt apart. */
void driver_open(unsigned device);

/* An interrupt of this device has come; called with interrupts off, as driver_look. */
void driver_service(unsigned device);

/* Looks at devices that raise no interrupt. */
void driver_look(void);

/* Whether a device had no room since this was asked last, of which no interrupt will tell. */
bool driver_lacked_room(void);

#endif
