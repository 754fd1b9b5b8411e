/*
 * Entry and the general exception vector of every image.
 *
 * An image starts in one of two states and must not care which: as a guest, with Status =
 * 0x10400004 (CU0, BEV, ERL), or bare, from a boot loader that leaves BEV either way. So nothing
 * is assumed but a running processor in kernel mode.
 */
        .set    noreorder

#define Status  $12
#define IntCtl  $12, 1
#define Cause   $13
#define EPC     $14
#define EBase   $15, 1
#define BadVAddr $8

        .section .start, "ax"
        .globl  _start
        .ent    _start
_start:
        /* CU0 and BEV; interrupts off, IPL 0, EXL and ERL 0. EBase may only be written under BEV. */
        lui     $t0, 0x1040
        mtc0    $t0, Status
        ehb
        lui     $t0, %hi(_vectors)
        addiu   $t0, $t0, %lo(_vectors)
        mtc0    $t0, EBase
        /* VS = 1: an external interrupt controller's vectors need a spacing other than 0. */
        li      $t0, 1 << 5
        mtc0    $t0, IntCtl
        /* IV = 1: interrupts have their own vector. DC = 0: Count runs. */
        lui     $t0, 1 << 7
        mtc0    $t0, Cause
        lui     $t0, 0x1000
        mtc0    $t0, Status
        ehb

        lui     $t0, %hi(_bss_start)
        addiu   $t0, $t0, %lo(_bss_start)
        lui     $t1, %hi(_bss_end)
        addiu   $t1, $t1, %lo(_bss_end)
        b       2f
        nop
1:      sw      $zero, 0($t0)
        addiu   $t0, $t0, 4
2:      bne     $t0, $t1, 1b
        nop

        lui     $sp, %hi(_stack_top)
        addiu   $sp, $sp, %lo(_stack_top)
        /* The caller owes its callee four words of argument space (o32). */
        addiu   $sp, $sp, -16
        lui     $t9, %hi(main)
        addiu   $t9, $t9, %lo(main)
        /* By register, not jal: started at the reset vector, this also moves from KSEG1 to KSEG0. */
        jalr    $t9
        nop
        /* Nothing is left to do. */
3:      wait
        b       3b
        nop
        .end    _start

        /* No image expects an exception: report it on a fresh stack and stop. */
        .section .vector.general, "ax"
        .globl  general_exception
        .ent    general_exception
general_exception:
        lui     $sp, %hi(_stack_top - 16)
        addiu   $sp, $sp, %lo(_stack_top - 16)
        mfc0    $a0, Cause
        mfc0    $a1, EPC
        lui     $t9, %hi(exception)
        addiu   $t9, $t9, %lo(exception)
        jr      $t9
        mfc0    $a2, BadVAddr
        .end    general_exception
