#include "device.h"

#include "hal.h"
#include "observe.h"

/* Plus one each; 0 for none. */
static uint8_t channel_of[DEVICES];
static uint8_t array_of[DEVICES];

unsigned device_count(void) { return _container.device_count; }

bool device_can(uint32_t device, enum side side) {
  uint32_t kinds = side == SENDERS ? 1u << CONSOLE | 1u << LED | 1u << MAILBOX_SEND | 1u << SUPERVISOR
                                   : 1u << CONSOLE | 1u << BUTTON | 1u << MAILBOX_RECEIVE |
                                         1u << STREAM | 1u << SUPERVISOR;
  return device < device_count() && (kinds >> _container.devices[device].kind & 1);
}

bool device_ready(unsigned device, enum side side) {
  if (!device_can(device, side)) {
    return false;
  }
  bool ready = side == RECEIVERS ? hal_can_receive(device) : hal_can_send(device);
  svm_observe(side == RECEIVERS ? OBSERVED_CAN_RECEIVE : OBSERVED_CAN_SEND, device, ready);
  return ready;
}

static void put(uint32_t array, uint32_t index, uint8_t byte) {
  if (index < svm_machine.array[array].length) {
    svm.bytes[svm_machine.array[array].begin + index] = byte;
    svm_observe(OBSERVED_DATA, array, index << 8 | byte);
  }
}

uint32_t device_receive(unsigned device) {
  uint8_t half[STREAM_HALF] = {0};
  uint32_t word = hal_receive(device, half);
  if (device_streams(device) && array_of[device]) {
    for (uint32_t i = 0; i < STREAM_HALF; i++) {
      put(array_of[device] - 1u, word * STREAM_HALF + i, half[i]);
    }
  }
  svm_observe(OBSERVED_RECEIVE, device, word);
  return word;
}

void device_send(unsigned device, uint32_t word) {
  hal_send(device, word);
  svm_observe(OBSERVED_SEND, device, word);
}

struct queue *device_queue(unsigned device, enum side side) {
  return channel_of[device] ? &svm.queues[2 * (channel_of[device] - 1u) + side] : NULL;
}

void device_bind(unsigned device, uint32_t channel) {
  uint8_t *device_of = svm_machine.device_of;
  if (device_of[channel]) {
    channel_of[device_of[channel] - 1] = 0;
  }
  if (channel_of[device]) {
    device_of[channel_of[device] - 1] = 0;
  }
  device_of[channel] = (uint8_t)(device + 1);
  channel_of[device] = (uint8_t)(channel + 1);
}

bool device_streams(uint32_t device) {
  return device < device_count() && _container.devices[device].kind == STREAM;
}

void device_fill(unsigned device, uint32_t array) { array_of[device] = (uint8_t)(array + 1); }
