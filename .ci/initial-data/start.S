# The entry of a guest that finds its data in its RAM: nothing is copied and nothing is cleared.
        .set noreorder
        .section .start, "ax"
        .globl _start
_start: la $sp, stack_top
        lui $t0, 0x1000
        mtc0 $t0, $12           # out of the error level it starts at
        jal main
        ehb
1:      wait
        b 1b
        nop
