/*
 * Entry, vectors, and the way into a guest and out of it.
 *
 * A guest runs in a shadow register set of its own, the root in set 0. So nothing of the root has
 * to be saved: when a guest is left, set 0 is as it was at the ERET, and the vector returns from
 * enter_guest() as if that were an ordinary call. Only HI and LO are shared.
 *
 * This file is assembled for either instruction set; what is not the root's own code is MIPS32.
 */
#include "entry.h"

#define BadVAddr $8
#define EntryLo0 $2
#define EntryLo1 $3
#define PageMask $5
#define Status   $12
#define GuestCtl0 $12, 6
#define Cause    $13
#define EPC      $14
#define EBase    $15, 1
#define Config3  $16, 3

#define CONFIG3_ISAONEXC 16

        .set    virt
        .set    noat

/* The refill vector: finds the pair of pages that BadVAddr, a guest physical address, lies in. */
        .section .vector.refill, "ax"
        .globl  refill_vector
        .ent    refill_vector
refill_vector:
        mfc0    $t0, GuestCtl0
        bgez    $t0, root_exception
        mfc0    $t0, BadVAddr
        lw      $t1, GUEST_PAGES($a0)
1:      lw      $t2, PAIR_MASK($t1)
        beqz    $t2, 2f
        lw      $t3, PAIR_BASE($t1)
        xor     $t3, $t3, $t0
        nor     $t4, $t2, $zero
        and     $t3, $t3, $t4
        beqz    $t3, 3f
        addiu   $t1, $t1, PAIR_SIZE
        b       1b
        /* No page of RAM, code or ports: a device to emulate, or nothing at all. */
2:      li      $v0, VECTOR_REFILL
        j       leave_guest
        /* The exception has set EntryHi; GuestCtl1.RID is the guest's. */
3:      lw      $t3, PAIR_LO0($t1)
        lw      $t4, PAIR_LO1($t1)
        ins     $t2, $zero, 0, 13
        mtc0    $t3, EntryLo0
        mtc0    $t4, EntryLo1
        mtc0    $t2, PageMask
        ehb
        tlbwr
        ehb
        eret
        .end    refill_vector

        .section .vector.general, "ax"
        .globl  general_vector
        .ent    general_vector
general_vector:
        mfc0    $t0, GuestCtl0
        bgez    $t0, root_exception
        li      $v0, VECTOR_GENERAL
        j       leave_guest
        .end    general_vector

/* In guest mode, or in root_sleep(). */
        .section .vector.interrupt, "ax"
        .globl  interrupt_vector
        .ent    interrupt_vector
interrupt_vector:
        li      $v0, VECTOR_INTERRUPT
        mfc0    $t0, GuestCtl0
        bltz    $t0, leave_guest
        mtc0    $zero, Status
        ehb
        jr      $ra
        .end    interrupt_vector

        .section .text.entry, "ax"
/* unsigned enter_guest(struct guest *, unsigned status): runs a guest; returns how it was left. */
        .globl  enter_guest
        .ent    enter_guest
enter_guest:
        lw      $t0, GUEST_HI($a0)
        lw      $t1, GUEST_LO($a0)
        lw      $t2, GUEST_PC($a0)
        mthi    $t0
        mtlo    $t1
        li      $t3, GUESTCTL0_RUN
        /* Guest mode is GM with EXL, ERL and DM all 0: EXL holds it back until the ERET. */
        mtc0    $a1, Status
        mtc0    $t2, EPC
        mtc0    $t3, GuestCtl0
        ehb
        eret
        .end    enter_guest

/* Hardware leaves GM as it is (MD00847): it goes first, or clearing EXL would enter the guest. */
        .globl  leave_guest
        .ent    leave_guest
leave_guest:
        mfc0    $t0, GuestCtl0
        ins     $t0, $zero, 31, 1
        mtc0    $t0, GuestCtl0
        ehb
        mtc0    $zero, Status
        ehb
        mfhi    $t1
        mflo    $t2
        mfc0    $t3, EPC
        sw      $t1, GUEST_HI($a0)
        sw      $t2, GUEST_LO($a0)
        sw      $t3, GUEST_PC($a0)
        jr      $ra
        .end    leave_guest

/*
 * void root_sleep(void): until an interrupt; the vector returns from here. One that comes before
 * the WAIT ends it at once, although IE is still 0 (Config7.WII).
 */
        .globl  root_sleep
        .ent    root_sleep
root_sleep:
        di
        ehb
        wait
        ei
        ehb
        b       root_sleep
        .end    root_sleep

        .ent    root_exception
root_exception:
        mfc0    $a0, Cause
        mfc0    $a1, EPC
        mfc0    $a2, BadVAddr
        la      $sp, _stack_top - 16
        j       root_fault
        .end    root_exception

/* Jumps to entry $a0 of a table of 16 bytes each: one instruction for each register, a return. */
        .macro  each_register instruction:vararg
        la      $t0, 1f
        sll     $t1, $a0, 4
        addu    $t0, $t0, $t1
        jr      $t0
        .align  4
        .insn
1:
        .irp    n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        \instruction
        jr      $ra
        .align  4
        .endr
        .endm

/* unsigned guest_gpr(unsigned number): a register of the set that SRSCtl.PSS names. */
        .globl  guest_gpr
        .ent    guest_gpr
guest_gpr:
        each_register rdpgpr $v0, $\n
        .end    guest_gpr

/* void set_guest_gpr(unsigned number, unsigned value) */
        .globl  set_guest_gpr
        .ent    set_guest_gpr
set_guest_gpr:
        each_register wrpgpr $\n, $a1
        .end    set_guest_gpr

/* What the boot loader calls is MIPS32, whatever the rest is: bit 0 of main's address switches. */
        .section .start, "ax"
        .set    nomicromips
        .globl  _start
        .ent    _start
_start:
        lui     $t0, 0x0040             /* BEV alone: EBase may be written, interrupts are off */
        mtc0    $t0, Status
        ehb
        lui     $t0, %hi(_vectors)
        addiu   $t0, $t0, %lo(_vectors)
        mtc0    $t0, EBase
        /* Exceptions enter the instruction set that the vectors are in. */
        lui     $t9, %hi(main)
        addiu   $t9, $t9, %lo(main)
        mfc0    $t0, Config3
        ins     $t0, $t9, CONFIG3_ISAONEXC, 1
        mtc0    $t0, Config3
        ehb
        mtc0    $zero, Status
        ehb
        lui     $t0, %hi(_bss_start)
        addiu   $t0, $t0, %lo(_bss_start)
        lui     $t1, %hi(_bss_end)
        addiu   $t1, $t1, %lo(_bss_end)
1:      sw      $zero, 0($t0)
        addiu   $t0, $t0, 4
        bne     $t0, $t1, 1b
        lui     $sp, %hi(_stack_top - 16)
        addiu   $sp, $sp, %lo(_stack_top - 16)
        jr      $t9
        .end    _start

/* What guest 7 executes to clear the guests' LLbit; see clear_llbit(). */
        .section .llbit, "ax"
        .ent    llbit_page
        .globl  llbit_page
llbit_page:
        eret
        hypcall
        .end    llbit_page
