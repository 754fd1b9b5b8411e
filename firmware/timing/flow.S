/* Branches, jumps, calls, exceptions and interrupts. */
#include "line.inc"

        line    branch-taken, "beq $0, $0, 1f; nop; 1:"
        line    branch-untaken, "bne $0, $0, 1f; nop; 1:"
        line    branch-on-load, "lw $9, 0($8); beq $9, $0, 1f; nop; 1:", "address $8, self"
#ifdef __mips_micromips
        line    compact-branch-taken, "beqzc $0, 1f; nop; 1:"
        line    compact-branch-untaken, "bnezc $0, 1f; nop; 1:"
        line    call-compact-return, "jal compact_leaf; nop"
        line    call-short-slot, "jals leaf; nop"
#else
        line    likely-taken, "beql $0, $0, 1f; nop; 1:"
        line    likely-annulled, "bnel $0, $0, 1f; nop; 1:"
#endif
        line    call-return, "jal leaf; nop", , "jal to jr $31"
        line    call-register-return, "jalr $8; nop", "address $8, leaf", "jalr to jr $31"
        line    jump-register, "address $8, 1f; jr $8; nop; 1: .insn", , "lui, addiu, jr, nop"

        line    eret, "address $8, 1f; mtc0 $8, $14; ehb; eret; 1: .insn", , \
                "lui, addiu, mtc0 EPC, ehb, eret"
        line    syscall, "syscall", "address $k1, skip_instruction", \
                "syscall; jr $27, nop, mfc0 EPC, addiu, mtc0 EPC, ehb, eret"
        line    trap-untaken, "teq $0, $8", "li $8, 1"
        line    interrupt, "mtc0 $8, $13; ehb; nop; nop; nop; nop; nop; nop", \
                "lui $8, 1 << 7; addiu $8, $8, 1 << 8; address $k1, end_interrupt; ei; ehb", \
                "IP0, ehb, 6 nop; jr $27, nop, lui, li, mtc0 Cause, sw IFS0CLR, lw IFS0, move, eret", \
                1, enable_software_interrupt
        line    wait, "mfc0 $9, $9; addiu $9, $9, 200; mtc0 $9, $11; sw $8, 0x44($10); \
                lw $11, 0x40($10); move $11, $11; wait", "lui $10, 0xBF81; li $8, 1", \
                "200 counts from mfc0 to Compare, ended by Cause.TI", 1, enable_core_timer

        .text
        .macro  function name
        .balign 16
        .globl  \name
        .ent    \name
        .type   \name, @function
\name:
        .endm

        function leaf
        jr      $31
        nop
        .end    leaf

#ifdef __mips_micromips
        function compact_leaf
        jrc     $31
        .end    compact_leaf
#endif

/* A handler: goes on behind the instruction, of four bytes, that raised the exception. */
        function skip_instruction
        mfc0    $k0, $14
        addiu   $k0, $k0, 4
        mtc0    $k0, $14
        ehb
        eret
        .end    skip_instruction

/* The handler of software interrupt 0; the load waits until the store has arrived. */
        function end_interrupt
        lui     $10, 0xBF81
        li      $9, 2
        mtc0    $11, $13
        sw      $9, 0x44($10)
        lw      $9, 0x40($10)
        move    $9, $9
        eret
        .end    end_interrupt
