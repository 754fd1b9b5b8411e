/*
 * The registers of a mailbox (docs/mailboxes.md), at either end: an emulated device of vzlab's
 * hypervisor, which a PIC32MZ does not have. The addresses and interrupts are those of
 * configs/mailbox.config.
 */
#ifndef MAILBOX_H
#define MAILBOX_H

#include "pic32mz.h"

#define MBSTAT REGISTER(0x1F900000)
#define MBSTAT_READY (1u << 0)
#define MBCMD REGISTER(0x1F900010)
#define MBCMD_GO (1u << 0)
#define MBSEQ REGISTER(0x1F900020)
#define MBDROP REGISTER(0x1F900030)
#define MBDATA(word) REGISTER(0x1F900080 + 4 * (word))

#define IRQ_MAILBOX_SPACE 203
#define IRQ_MAILBOX_ARRIVAL 204

#endif
