/* Branches, jumps, calls, exceptions and interrupts. */
#include "line.inc"

        line    branch-taken, "beq $0, $0, 1f; nop; 1:"
        line    branch-untaken, "bne $0, $0, 1f; nop; 1:"
        line    branch-on-load, "lw $9, 0($8); beq $9, $0, 1f; nop; 1:", "address $8, self"
#ifdef __mips_micromips
        line    compact-branch-taken, "beqzc $0, 1f; nop; 1:"
        line    compact-branch-untaken, "bnezc $0, 1f; nop; 1:"
        line    call-compact-return, "jal compact_leaf; nop"
#else
        line    likely-taken, "beql $0, $0, 1f; nop; 1:"
        line    likely-annulled, "bnel $0, $0, 1f; nop; 1:"
#endif
        line    call-return, "jal leaf; nop", , "jal, nop, jr $31, nop"
        line    call-register-return, "jalr $8; nop", "address $8, leaf", "jalr, nop, jr $31, nop"
        line    jump-register, "address $8, 1f; jr $8; nop; 1: .insn", , "jr, nop", 2

        line    eret, "address $8, 1f; mtc0 $8, $14; ehb; eret; 1: .insn", , \
                "mtc0 EPC; ehb; eret", 5
        line    syscall, "syscall", "address $k1, skip_instruction", \
                "syscall; mfc0 EPC; addiu; mtc0 EPC; ehb; eret", 8
        line    trap-untaken, "teq $0, $8", "li $8, 1"
        line    interrupt, "mtc0 $8, $13; ehb; pause", \
                "lui $8, 1 << 7; addiu $8, $8, 1 << 8; lui $11, 1 << 7; address $k1, end_interrupt; ei; ehb", \
                "mtc0 Cause.IP0; sw IFS0CLR; lw IFS0; use; eret", \
                PAUSE + 11, 1, enable_software_interrupt
        line    wake-up, "mfc0 $9, $9; addiu $9, $9, 200; mtc0 $9, $11; sw $8, 0x44($10); \
                lw $11, 0x40($10); move $11, $11; wait", "lui $10, 0xBF81; li $8, 1", \
                "from Compare to behind wait, to 2 cycles", 400, 1, enable_core_timer

        .text
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
