/* What the suite prints, on the console of the images. */
#ifndef REPORT_H
#define REPORT_H

/* Sets UART4 up, and its transmit interrupt for a WAIT only. */
void report_open(void);

void print_text(const char *text);

/* Eight hexadecimal digits. */
void print_hex(unsigned value);

void print_decimal(unsigned value);

/* The name of a field of OP_EXPECT, as the manual has it. */
void print_field(unsigned field);

#endif
