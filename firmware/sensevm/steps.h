/* Parts of instructions that need not be fast (values.c). */
#ifndef STEPS_H
#define STEPS_H

#include "machine.h"

/* For an instruction near the end of the code, or outside: whether it is wholly in it. */
void look_at_end(uint32_t offset);

/* An integer of the pool. */
uint32_t integer(uint32_t n);

/* SWITCH and SWITCHI. */
void take_switch(struct context *c, const uint8_t *at);

#endif
