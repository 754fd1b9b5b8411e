/* The console for what prints much: it sleeps while the transmitter is full. */
#ifndef PRINT_H
#define PRINT_H

/* Sets UART4 up, and its transmit interrupt for a WAIT only: Status.IE must be 0. */
void print_open(void);

void print_text(const char *text);

/* Eight hexadecimal digits. */
void print_hex(unsigned value);

void print_decimal(unsigned value);

#endif
