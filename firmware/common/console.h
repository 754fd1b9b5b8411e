/* The console, polled: UART4, or the one that the build names. */
#ifndef CONSOLE_H
#define CONSOLE_H

/* Sets its UART to 115200 baud, 8N1. */
void console_open(void);

/* Sends one character; waits while the transmitter is full. */
void put_char(char c);

void put_text(const char *text);

/* Eight hexadecimal digits. */
void put_hex(unsigned value);

/* A line: the name, padded to eight, and the value. */
void put_register(const char *name, unsigned value);

/* Counts symbols, and begins a new line after each 32nd. */
void put_symbol(char symbol);

/* The printable character typed last, or previous if none was; empties the receiver. */
char typed_symbol(char previous);

#endif
