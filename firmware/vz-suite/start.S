/*
 * Entry, root's exception vectors, the way into a snippet and back, and CP0 by register number.
 */
#include "suite.h"

        .set    noreorder
        .set    noat
        .set    virt

#define Status    $12
#define IntCtl    $12, 1
#define SRSCtl    $12, 2
#define GuestCtl0 $12, 6
#define Cause     $13
#define NestedExc $13, 5
#define EPC       $14
#define NestedEPC $14, 2
#define EBase     $15, 1
#define Config3   $16, 3
#define ErrorEPC  $30

        .macro  address register, symbol
        lui     \register, %hi(\symbol)
        addiu   \register, \register, %lo(\symbol)
        .endm

/*
 * Root's vectors. $26 and $27 are the suite's own: what a snippet has there is lost.
 */
        .macro  vector offset
        .org    \offset
        li      $27, \offset
        j       exception
        nop
        .endm

        .section .vectors, "ax"
_vectors:
        vector  VECTOR_REFILL
        vector  VECTOR_CACHE_ERROR
        vector  VECTOR_GENERAL
        vector  VECTOR_INTERRUPT

/*
 * A guest's vectors, a page for EBase and one for BEV: HYPCALL in every word, so that root sees
 * where the guest has gone.
 */
        .section .guest_vectors, "ax"
        .globl  guest_vectors, guest_bev_vectors
guest_vectors:
        .rept   1024
        hypcall CODE_VECTOR
        .endr
guest_bev_vectors:
        .rept   1024
        hypcall CODE_VECTOR
        .endr

/* The boot loader enters in MIPS32. */
        .section .start, "ax"
        .set    push
        .set    nomicromips
        .globl  _start
        .ent    _start
_start:
        /* CU0 and BEV: EBase may only be written under BEV. Interrupts off, EXL and ERL 0. */
        lui     $t0, 0x1040
        mtc0    $t0, Status
        ehb
        address $t0, _vectors
        mtc0    $t0, EBase
        /* VS = 1, IV = 1: interrupts have their vector, at 0x200 without MVEC. Count runs. */
        li      $t0, 1 << 5
        mtc0    $t0, IntCtl
        lui     $t0, 1 << 7
        mtc0    $t0, Cause
        /* Handlers are in the instruction set of the image. */
        mfc0    $t0, Config3
        li      $t1, ISA
        ins     $t0, $t1, 16, 1
        mtc0    $t0, Config3
        /* Shadow set 0 for everything. */
        mtc0    $zero, SRSCtl
        lui     $t0, 0x1000
        mtc0    $t0, Status
        ehb

        address $t0, _bss_start
        address $t1, _bss_end
        b       2f
        nop
1:      sw      $zero, 0($t0)
        addiu   $t0, $t0, 4
2:      bne     $t0, $t1, 1b
        nop

        address $sp, _stack_top - 16
        address $t9, main
        jalr    $t9
        nop
3:      wait
        b       3b
        nop
        .end    _start
        .set    pop

        .bss
        .balign 8
        .globl  frame
frame:  .space  512
/* $16 to $23, $28 to $31 and the way back, of attempt and of enter. */
#define CONTEXT 48
attempted: .space CONTEXT
entered: .space CONTEXT
current: .space 4

        .macro  each_kept do, base
        .irp    n, 16, 17, 18, 19, 20, 21, 22, 23
        \do     $\n, 4 * (\n - 16)(\base)
        .endr
        .irp    n, 28, 29, 30, 31
        \do     $\n, 4 * (\n - 20)(\base)
        .endr
        .endm

        .macro  remember context
        address $26, \context
        each_kept sw, $26
        lui     $27, %hi(current)
        sw      $26, %lo(current)($27)
        .endm

        .macro  function name
        .balign 4
        .globl  \name
        .ent    \name
        .type   \name, @function
\name:
        .endm

        .text
        function attempt
        remember attempted
        jalr    $4
        addiu   $29, $29, -16
        address $26, attempted
        each_kept lw, $26
        jr      $31
        move    $2, $0
        .end    attempt

        function enter
        remember entered
        address $26, frame
        li      $27, STATUS_CU0 | STATUS_EXL
        mtc0    $27, Status
        ehb
        lw      $27, FRAME_GUESTCTL0($26)
        mtc0    $27, GuestCtl0
        lw      $27, FRAME_EPC($26)
        mtc0    $27, EPC
        lw      $27, FRAME_ERROREPC($26)
        mtc0    $27, ErrorEPC
        lw      $27, FRAME_STATUS($26)
        mtc0    $27, Status
        lw      $27, FRAME_HI($26)
        mthi    $27
        lw      $27, FRAME_LO($26)
        mtlo    $27
        ehb
        .irp    n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31
        lw      $\n, FRAME_GPR + 4 * \n($26)
        .endr
        eret
        .end    enter

/*
 * Every exception into root: $27 is the vector. What a snippet was is saved, then root goes on
 * after the enter or attempt that is under way, out of guest mode and in shadow set 0.
 */
        .macro  save_cp0 offset, number, select
        mfc0    $8, $\number, \select
        sw      $8, \offset($26)
        .endm

        function exception
        address $26, frame
        sw      $27, FRAME_VECTOR($26)
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31
        sw      $\n, FRAME_GPR + 4 * \n($26)
        .endr
        mfhi    $8
        sw      $8, FRAME_HI($26)
        mflo    $8
        sw      $8, FRAME_LO($26)
        save_cp0 FRAME_COUNT, 9, 0
        save_cp0 FRAME_STATUS, 12, 0
        save_cp0 FRAME_SRSCTL, 12, 2
        save_cp0 FRAME_CAUSE, 13, 0
        /* A watch exception that was deferred comes again until Cause.WP is cleared. */
        ins     $8, $0, 22, 1
        mtc0    $8, $13
        save_cp0 FRAME_EPC, 14, 0
        save_cp0 FRAME_ERROREPC, 30, 0
        save_cp0 FRAME_NESTEDEXC, 13, 5
        save_cp0 FRAME_NESTEDEPC, 14, 2
        save_cp0 FRAME_GUESTCTL0, 12, 6
        /* With GM off before EXL, this never falls into the guest. */
        ins     $8, $0, 31, 1
        mtc0    $8, GuestCtl0
        li      $8, STATUS_CU0 | STATUS_EXL
        mtc0    $8, Status
        ehb
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 30, 31
        rdpgpr  $8, $\n
        sw      $8, FRAME_PREVIOUS + 4 * \n($26)
        .endr
        mfc0    $8, SRSCtl
        ins     $8, $0, 6, 4
        mtc0    $8, SRSCtl
        address $8, leave
        mtc0    $8, EPC
        ehb
        eret
        .end    exception

        function leave
        lui     $27, %hi(current)
        lw      $26, %lo(current)($27)
        each_kept lw, $26
        address $26, attempted
        sw      $26, %lo(current)($27)
        jr      $31
        li      $2, 1
        .end    leave

/* One small function a CP0 register, 16 bytes apart. */
        .macro  for_each_register instruction, register
        .irp    n, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
        .irp    s, 0, 1, 2, 3, 4, 5, 6, 7
        .balign 16
        \instruction \register, $\n, \s
        ehb
        jr      $31
        nop
        .endr
        .endr
        .endm

        .macro  by_register name, instruction, register
        function \name
        address $2, \name\()_table
        sll     $4, $4, 4
        addu    $2, $2, $4
        addiu   $2, $2, ISA
        jr      $2
        move    $4, $5
        .end    \name
        .balign 16
\name\()_table:
        for_each_register \instruction, \register
        .endm

        by_register read_root, mfc0, $2
        by_register write_root, mtc0, $4
        by_register read_guest, mfgc0, $2
        by_register write_guest, mtgc0, $4

        .macro  write_tlb name, move, write
        function \name
        \move   $5, $10
        \move   $6, $5
        \move   $7, $2
        lw      $8, 16($29)
        \move   $8, $3
        \move   $4, $0
        ehb
        \write
        ehb
        jr      $31
        nop
        .end    \name
        .endm

        write_tlb write_root_tlb, mtc0, tlbwi
        write_tlb write_guest_tlb, mtgc0, tlbgwi
