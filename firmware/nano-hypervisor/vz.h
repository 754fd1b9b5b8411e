/*
 * Coprocessor 0 of root and guest, and the instructions that go with it (MD00086, MD00091, MD00847).
 * Registers are named as the manuals name them, each by its number and select.
 */
#ifndef VZ_H
#define VZ_H

#define Index 0, 0
#define EntryLo0 2, 0
#define EntryLo1 3, 0
#define Context 4, 0
#define UserLocal 4, 2
#define PageMask 5, 0
#define PageGrain 5, 1
#define Wired 6, 0
#define HWREna 7, 0
#define BadVAddr 8, 0
#define BadInstr 8, 1
#define BadInstrP 8, 2
#define Count 9, 0
#define EntryHi 10, 0
#define GuestCtl1 10, 4
#define GuestCtl2 10, 5
#define GuestCtl3 10, 6
#define Compare 11, 0
#define GuestCtl0Ext 11, 4
#define Status 12, 0
#define IntCtl 12, 1
#define SRSCtl 12, 2
#define SRSMap 12, 3
#define SRSMap2 12, 5
#define GuestCtl0 12, 6
#define GTOffset 12, 7
#define Cause 13, 0
#define EPC 14, 0
#define NestedEPC 14, 2
#define PRId 15, 0
#define EBase 15, 1
#define Config1 16, 1
#define ErrorEPC 30, 0
#define KScratch1 31, 2
#define KScratch2 31, 3

/* The root's registers. */
#define READ(...) READ_(__VA_ARGS__)
#define READ_(number, select)                                                              \
  ({                                                                                       \
    unsigned value_;                                                                       \
    __asm__ volatile("mfc0 %0, $" #number ", " #select : "=r"(value_));                    \
    value_;                                                                                \
  })
#define WRITE(value, ...) WRITE_(value, __VA_ARGS__)
#define WRITE_(value, number, select)                                                      \
  __asm__ volatile("mtc0 %z0, $" #number ", " #select "\n\tehb" : : "Jr"(value) : "memory")

/* The guest's, by MFGC0 and MTGC0. */
#define READ_GUEST(...) READ_GUEST_(__VA_ARGS__)
#define READ_GUEST_(number, select)                                                        \
  ({                                                                                       \
    unsigned value_;                                                                       \
    __asm__ volatile(".set push\n\t.set virt\n\tmfgc0 %0, $" #number ", " #select          \
                     "\n\t.set pop"                                                        \
                     : "=r"(value_));                                                      \
    value_;                                                                                \
  })
#define WRITE_GUEST(value, ...) WRITE_GUEST_(value, __VA_ARGS__)
#define WRITE_GUEST_(value, number, select)                                                \
  __asm__ volatile(".set push\n\t.set virt\n\tmtgc0 %z0, $" #number ", " #select           \
                   "\n\t.set pop\n\tehb"                                                   \
                   :                                                                       \
                   : "Jr"(value)                                                           \
                   : "memory")

static inline void tlb_write_indexed(void) { __asm__ volatile("tlbwi" : : : "memory"); }

#define CAUSE_BD (1u << 31)
#define CAUSE_TI (1u << 30)
#define CAUSE_DC (1u << 27)
#define CAUSE_IV (1u << 23)
#define ENTRYHI_EHINV (1u << 10)

/* EntryLo: not to be read, not to be executed, cached or not, writable, valid. */
#define ENTRYLO_RI (1u << 31)
#define ENTRYLO_XI (1u << 30)
#define ENTRYLO_CACHED (3u << 3)
#define ENTRYLO_UNCACHED (2u << 3)
#define ENTRYLO_D (1u << 2)
#define ENTRYLO_V (1u << 1)

#endif
