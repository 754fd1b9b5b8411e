/*
 * Entry: caches with every line invalid, KSEG0 cached and written back, FPU and DSP on, vectors in
 * the instruction set of the image.
 */
        .set    noreorder
        .set    noat

#define TagLo0    $28
#define TagLo2    $28, 2
#define Config    $16
#define Config3   $16, 3
#define Status    $12
#define IntCtl    $12, 1
#define SRSCtl    $12, 2
#define Cause     $13
#define EBase     $15, 1
#define HWREna    $7

#ifdef __mips_micromips
#define ISA 1
#else
#define ISA 0
#endif

/* CACHE operations: Index Store Tag of the instruction cache and of the data cache. */
#define STORE_TAG_I 0x08
#define STORE_TAG_D 0x09
#define I_SIZE 0x4000
#define D_SIZE 0x1000
#define LINE 16

/* Status: CU0, CU1, FR, MX. */
#define UNITS 0x3500
#define BEV 0x0040

        .macro  address register, symbol
        lui     \register, %hi(\symbol)
        addiu   \register, \register, %lo(\symbol)
        .endm

/* $k1 is the handler of the moment, so that each costs no more than a jump. */
        .macro  vector offset
        .org    \offset
        jr      $k1
        nop
        .endm

        .section .vectors, "ax"
        vector  0x000
        vector  0x100
        vector  0x180
        vector  0x200

/* The boot loader enters in MIPS32. */
        .section .start, "ax"
        .set    push
        .set    nomicromips
        .globl  _start
        .ent    _start
_start:
        /* EBase may only be written under BEV. Interrupts off, EXL and ERL 0. */
        lui     $t0, UNITS | BEV
        mtc0    $t0, Status
        ehb
        lui     $t0, 0x9D00
        mtc0    $t0, EBase
        /* VS = 1, IV = 1: interrupts have their vector, at 0x200 without MVEC. Count runs. */
        li      $t0, 1 << 5
        mtc0    $t0, IntCtl
        lui     $t0, 1 << 7
        mtc0    $t0, Cause
        mfc0    $t0, Config3
        li      $t1, ISA
        ins     $t0, $t1, 16, 1
        mtc0    $t0, Config3
        mtc0    $zero, SRSCtl
        li      $t0, 0xF
        mtc0    $t0, HWREna
        lui     $t0, UNITS
        mtc0    $t0, Status
        ehb

        /* What is in the caches is the loader's, and nothing of it is wanted: from KSEG1, where
           this code needs no cache. */
        address $t0, 1f
        lui     $t1, 0x2000
        or      $t0, $t0, $t1
        jr      $t0
        nop
1:      mtc0    $zero, TagLo0
        mtc0    $zero, TagLo2
        ehb
        lui     $t0, 0x8000
        li      $t1, I_SIZE
        addu    $t1, $t0, $t1
2:      cache   STORE_TAG_I, 0($t0)
        addiu   $t0, $t0, LINE
        bne     $t0, $t1, 2b
        nop
        lui     $t0, 0x8000
        addiu   $t1, $t0, D_SIZE
3:      cache   STORE_TAG_D, 0($t0)
        addiu   $t0, $t0, LINE
        bne     $t0, $t1, 3b
        nop
        sync
        mfc0    $t0, Config
        li      $t1, 3
        ins     $t0, $t1, 0, 3
        mtc0    $t0, Config
        ehb
        address $t0, 4f
        jr.hb   $t0
        nop

4:      address $t0, _bss_start
        address $t1, _bss_end
        b       6f
        nop
5:      sw      $zero, 0($t0)
        addiu   $t0, $t0, 4
6:      bne     $t0, $t1, 5b
        nop

        ctc1    $zero, $31
        address $sp, _stack_top - 16
        address $k1, unexpected_exception
        address $t9, main
        jalr    $t9
        nop
7:      wait
        b       7b
        nop
        .end    _start
        .set    pop

/* An exception that nobody expects: C says which, and stops. */
        .text
        .balign 4
        .globl  unexpected_exception
        .ent    unexpected_exception
        .type   unexpected_exception, @function
unexpected_exception:
        address $sp, _stack_top - 16
        mfc0    $a0, Cause
        mfc0    $a1, $14
        mfc0    $a2, $8
        address $t9, report_exception
        jr      $t9
        nop
        .end    unexpected_exception
