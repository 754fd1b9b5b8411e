/* What the suite prints, on the console of the images. */
#ifndef REPORT_H
#define REPORT_H

#include "../common/print.h"

/* The name of a field of OP_EXPECT, as the manual has it. */
void print_field(unsigned field);

#endif
