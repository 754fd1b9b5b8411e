/* What vectors.S and the C sources agree on. */
#ifndef ENTRY_H
#define ENTRY_H

/* The first members of struct guest, as offsets. */
#define GUEST_HI 0
#define GUEST_LO 4
#define GUEST_PC 8
#define GUEST_PAGES 12

/* A struct page_pair, as offsets. */
#define PAIR_BASE 0
#define PAIR_MASK 4
#define PAIR_LO0 8
#define PAIR_LO1 12
#define PAIR_SIZE 16

/* How a guest was left: the offset of the vector. */
#define VECTOR_REFILL 0x000
#define VECTOR_GENERAL 0x180
#define VECTOR_INTERRUPT 0x200

#define STATUS_IE (1 << 0)
#define STATUS_EXL (1 << 1)

/*
 * GuestCtl0 while a guest runs (MD00847): GM; MC and CP0 = 1; AT = 3, the guest has a TLB of its
 * own; GT = 0, its timer is emulated; CG = 1, CF = 0; SFC1 = 1.
 */
#define GUESTCTL0_RUN 0xBD000001

#endif
