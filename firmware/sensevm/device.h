/* Devices as programs see them: what they can do, where they are bound, and what is told of them. */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "machine.h"

/* Of a channel; also what is asked of a device, which receives from senders. */
enum side { SENDERS, RECEIVERS };

unsigned device_count(void);

/* Whether there is such a device and it can be sent to, or received from, at all. */
bool device_can(uint32_t device, enum side side);

/* Whether it has something for a receiver, or room for a sender, now. */
bool device_ready(unsigned device, enum side side);

uint32_t device_receive(unsigned device);
void device_send(unsigned device, uint32_t word);

/* The queue of the channel that it is bound to; null if it is bound to none. */
struct queue *device_queue(unsigned device, enum side side);

/* Binds it to a channel, both of which there are. */
void device_bind(unsigned device, uint32_t channel);

/* Whether there is such a device and it streams; it fills an array from now on. */
bool device_streams(uint32_t device);
void device_fill(unsigned device, uint32_t array);

#endif
