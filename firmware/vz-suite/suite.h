/*
 * What the C code, the assembly code and the checks of the suite have in common: the operations a
 * check is made of, the fields it can look at, and the layout of what is saved when a snippet
 * ends.
 */
#ifndef SUITE_H
#define SUITE_H

/* Operations: four words each, in the section .ops; see README.md. */
#define OP_CHECK 0        /* name, source, 1 if the rule is a choice */
#define OP_ROOT 1         /* register, value: of root's CP0 */
#define OP_GUEST 2        /* register, value: of the guest's CP0 */
#define OP_GPR 3          /* number, value: for the next run */
#define OP_RUN 4          /* mode, address: runs a snippet until the first exception into root */
#define OP_RESUME 5       /* offset: goes on at EPC + offset, in the mode and with the registers as left */
#define OP_EXPECT 6       /* field, value, mask */
#define OP_EXPECT_AT 7    /* field, label in a snippet */
#define OP_EXPECT_INSTR 8 /* field, label in a snippet: the instruction there */
#define OP_CALL 9         /* function: void f(void) */
#define OP_POKE 10        /* address, value */
#define OP_EXPECT_MEM 11  /* address, value, mask */
#define OP_EXPECT_CODE 12 /* field, address of code outside of snippets */
#define OP_EXPECT_SAME 13 /* field, field: both have the same value */
#define OP_GO 14          /* label in a snippet: goes on there, as OP_RESUME does */

/* Modes of OP_RUN. User mode runs a snippet at its address in KUSEG, its address & 0x1FFFFFFF. */
#define MODE_GUEST 0
#define MODE_GUEST_USER 1
#define MODE_ROOT 2
#define MODE_ROOT_USER 3

/* A CP0 register: number and select. */
#define CP0(number, select) ((number) * 8 + (select))

/* Fields of OP_EXPECT beside root's CP0 registers (0 to 255). */
#define GUEST_FIELD(register) (256 + (register))
#define GPR_FIELD(number) (512 + (number))
#define PREVIOUS_GPR_FIELD(number) (544 + (number)) /* of the set SRSCtl.PSS */
#define VECTOR_FIELD 576
#define HI_FIELD 577
#define LO_FIELD 578

/* Root's vectors, as VECTOR_FIELD has them. */
#define VECTOR_REFILL 0
#define VECTOR_CACHE_ERROR 0x100
#define VECTOR_GENERAL 0x180
#define VECTOR_INTERRUPT 0x200

#define C0_INDEX CP0(0, 0)
#define C0_ENTRYLO0 CP0(2, 0)
#define C0_ENTRYLO1 CP0(3, 0)
#define C0_CONTEXT CP0(4, 0)
#define C0_USERLOCAL CP0(4, 2)
#define C0_PAGEMASK CP0(5, 0)
#define C0_PAGEGRAIN CP0(5, 1)
#define C0_WIRED CP0(6, 0)
#define C0_HWRENA CP0(7, 0)
#define C0_BADVADDR CP0(8, 0)
#define C0_BADINSTR CP0(8, 1)
#define C0_BADINSTRP CP0(8, 2)
#define C0_COUNT CP0(9, 0)
#define C0_ENTRYHI CP0(10, 0)
#define C0_GUESTCTL1 CP0(10, 4)
#define C0_GUESTCTL2 CP0(10, 5)
#define C0_GUESTCTL3 CP0(10, 6)
#define C0_COMPARE CP0(11, 0)
#define C0_GUESTCTL0EXT CP0(11, 4)
#define C0_STATUS CP0(12, 0)
#define C0_INTCTL CP0(12, 1)
#define C0_SRSCTL CP0(12, 2)
#define C0_SRSMAP CP0(12, 3)
#define C0_SRSMAP2 CP0(12, 5)
#define C0_GUESTCTL0 CP0(12, 6)
#define C0_GTOFFSET CP0(12, 7)
#define C0_CAUSE CP0(13, 0)
#define C0_NESTEDEXC CP0(13, 5)
#define C0_EPC CP0(14, 0)
#define C0_NESTEDEPC CP0(14, 2)
#define C0_PRID CP0(15, 0)
#define C0_EBASE CP0(15, 1)
#define C0_CONFIG CP0(16, 0)
#define C0_CONFIG1 CP0(16, 1)
#define C0_CONFIG3 CP0(16, 3)
#define C0_CONFIG5 CP0(16, 5)
#define C0_LLADDR CP0(17, 0)
#define C0_ERROREPC CP0(30, 0)
#define C0_KSCRATCH1 CP0(31, 2)
#define C0_KSCRATCH2 CP0(31, 3)

#define STATUS_IE 0x00000001
#define STATUS_EXL 0x00000002
#define STATUS_ERL 0x00000004
#define STATUS_UM 0x00000010
#define STATUS_IM 0x00000300
#define STATUS_IPL 0x0001FC00
#define STATUS_IPL7 0x00040000
#define STATUS_NMI 0x00080000
#define STATUS_SR 0x00100000
#define STATUS_TS 0x00200000
#define STATUS_BEV 0x00400000
#define STATUS_MX 0x01000000
#define STATUS_RE 0x02000000
#define STATUS_FR 0x04000000
#define STATUS_RP 0x08000000
#define STATUS_CU0 0x10000000
#define STATUS_CU1 0x20000000
#define STATUS_CU2 0x40000000

#define CAUSE_EXCCODE 0x0000007C
#define CAUSE_IP0 0x00000100
#define CAUSE_IP1 0x00000200
#define CAUSE_IV 0x00800000
#define CAUSE_DC 0x08000000
#define CAUSE_CE 0x30000000
#define CAUSE_BIT_TI 0x40000000
#define CAUSE_BD 0x80000000

#define EXC_INT 0
#define EXC_MOD 1
#define EXC_TLBL 2
#define EXC_TLBS 3
#define EXC_ADEL 4
#define EXC_ADES 5
#define EXC_IBE 6
#define EXC_DBE 7
#define EXC_SYS 8
#define EXC_BP 9
#define EXC_RI 10
#define EXC_CPU 11
#define EXC_OV 12
#define EXC_TR 13
#define EXC_FPE 15
#define EXC_TLBRI 19
#define EXC_TLBXI 20
#define EXC_WATCH 23
#define EXC_MCHECK 24
#define EXC_DSPDIS 26
#define EXC_GE 27

#define GEXC_GPSI 0
#define GEXC_GSFC 1
#define GEXC_HC 2
#define GEXC_GRR 3
#define GEXC_GHFC 9
#define GEXC_GPA 10

#define GUESTCTL0_GM 0x80000000
#define GUESTCTL0_RI 0x40000000
#define GUESTCTL0_MC 0x20000000
#define GUESTCTL0_CP0 0x10000000
#define GUESTCTL0_AT_ROOT 0x04000000
#define GUESTCTL0_AT_GUEST 0x0C000000
#define GUESTCTL0_GT 0x02000000
#define GUESTCTL0_CG 0x01000000
#define GUESTCTL0_CF 0x00800000
#define GUESTCTL0_GEXCCODE 0x0000007C
#define GUESTCTL0_SFC2 0x00000002
#define GUESTCTL0_SFC1 0x00000001

#define GUESTCTL0EXT_CGI 0x10
#define GUESTCTL0EXT_FCD 0x08
#define GUESTCTL0EXT_OG 0x04
#define GUESTCTL0EXT_BG 0x02
#define GUESTCTL0EXT_MG 0x01

/* What every check starts with. */
#define DEFAULT_GUESTCTL0 (GUESTCTL0_CP0 | GUESTCTL0_AT_GUEST)
#define DEFAULT_GUEST_STATUS STATUS_CU0
#define GUEST_ID 1

/* Where a guest's 64 KB of RAM, guest physical 0, are in the chip's. */
#define GUEST_RAM 0x00040000

/* Bit 0 of an address of code: its instruction set. */
#ifdef __mips_micromips
#define ISA 1
#else
#define ISA 0
#endif

/* HYPCALL codes: the end of a snippet, and a guest's exception vectors. */
#define CODE_DONE 0x155
#define CODE_VECTOR 0x2AA

/* struct frame, by offset. */
#define FRAME_GPR 0
#define FRAME_PREVIOUS 128
#define FRAME_VECTOR 256
#define FRAME_HI 260
#define FRAME_LO 264
#define FRAME_STATUS 268
#define FRAME_CAUSE 272
#define FRAME_EPC 276
#define FRAME_ERROREPC 280
#define FRAME_GUESTCTL0 284
#define FRAME_SRSCTL 288
#define FRAME_NESTEDEXC 292
#define FRAME_NESTEDEPC 296
#define FRAME_COUNT 300

#ifndef __ASSEMBLER__

/* A snippet's state: as it is to start with (gpr, status, epc, guestctl0), and as it ended. */
struct frame {
  unsigned gpr[32]; /* of the current set; 26 and 27 are the suite's own */
  unsigned previous[32];
  unsigned vector;
  unsigned hi;
  unsigned lo;
  unsigned status;
  unsigned cause;
  unsigned epc;
  unsigned errorepc;
  unsigned guestctl0;
  unsigned srsctl;
  unsigned nestedexc;
  unsigned nestedepc;
  unsigned count;
};

extern struct frame frame;

/* Enters what frame describes by ERET; returns after the first exception into root. */
void enter(void);

/* Calls a function; 1 if an exception ended it. */
int attempt(void (*function)(void));

/* CP0 registers by CP0(number, select). */
unsigned read_root(unsigned reg);
void write_root(unsigned reg, unsigned value);
unsigned read_guest(unsigned reg);
void write_guest(unsigned reg, unsigned value);

/* Writes an entry of root's TLB or the guest's, of the GuestID in GuestCtl1.RID. */
void write_root_tlb(unsigned index, unsigned hi, unsigned mask, unsigned lo0, unsigned lo1);
void write_guest_tlb(unsigned index, unsigned hi, unsigned mask, unsigned lo0, unsigned lo1);

#endif
#endif
