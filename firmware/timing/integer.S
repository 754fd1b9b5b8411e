/* The integer pipeline, the multiply/divide unit and the DSP module. */
#include "line.inc"

        line    alu-latency, "addu $8, $8, $9"
        line    load-latency, "lw $8, 0($8)", "address $8, self"
        line    load-byte-latency, "lbu $9, 0($8); addu $10, $9, $9", "address $8, self", , 1
        line    load-repeat, "lw $9, 0($8); lw $10, 4($8)", "address $8, self", , 0, 2
        line    load-one-between, "lw $9, 0($8); addu $10, $8, $8; addu $11, $9, $9", \
                "address $8, self"
        line    store-repeat, "sw $9, 8($8)", "address $8, self"
        line    aset-repeat, "aset 0, 8($8)", "address $8, self"
        line    cp0-latency, "mfc0 $9, $13; addu $10, $9, $9", , , 1
        line    cp0-repeat, "mfc0 $9, $13; mfc0 $10, $13", , , 0, 2
        line    rdhwr-latency, "rdhwr $9, $2; addu $10, $9, $9", , , 1
        line    rdpgpr-latency, "rdpgpr $9, $10; addu $11, $9, $9", , , 1
        line    hazard-latency, "mtc0 $0, $28; ehb", , , 1

        line    mult-latency, "mult $8, $9; mflo $10", "li $8, 3; li $9, 5", , 1
        line    mult-repeat, "mult $8, $9", "li $8, 3; li $9, 5"
        line    madd-repeat, "madd $8, $9", "li $8, 3; li $9, 5"
        line    mul-latency, "mul $8, $8, $9", "li $8, 3; li $9, 5"
        line    mul-repeat, "mul $10, $8, $9; mul $11, $8, $9", "li $8, 3; li $9, 5", , 0, 2
        line    mtlo-latency, "mtlo $8; mflo $9", , , 1

        .macro  divisions bits, dividend
        line    divu-\bits, "divu $0, $8, $9", "li $8, \dividend; li $9, 3", "\dividend by 3"
        line    div-\bits, "div $0, $8, $9", "li $8, \dividend; li $9, 3", "\dividend by 3"
        line    div-negative-\bits, "div $0, $8, $9", "li $8, -\dividend; li $9, 3", "-\dividend by 3"
        .endm
        divisions 8, 0xC8
        divisions 16, 0xC8C8
        divisions 24, 0xC8C8C8
        divisions 32, 0x48C8C8C8
        line    divu-mflo, "divu $0, $8, $9; mflo $10", "li $8, 0xC8; li $9, 3", , 1

        line    dsp-alu-latency, "addu.qb $8, $8, $9"
        line    dsp-shift-latency, "shll_s.ph $8, $8, 1"
        line    dsp-condition-latency, "cmp.eq.ph $8, $9; pick.ph $10, $8, $9", , , 1
        line    dsp-multiply-latency, "dpaq_s.w.ph $ac1, $8, $9; mflo $10, $ac1", , , 1
        line    dsp-multiply-repeat, "dpaq_s.w.ph $ac1, $8, $9"
        line    dsp-multiply-gpr-latency, "muleu_s.ph.qbl $8, $8, $9"
        line    dsp-extract-latency, "extr.w $8, $ac1, 0; addu $9, $8, $8", , , 1
        line    dsp-accumulator-shift-latency, "shilo $ac1, 1; mflo $8, $ac1", , , 1
        line    dsp-mult-extr, "mult $ac1, $8, $9; extr.w $10, $ac1, 0; addu $11, $10, $10", , , 1
#ifdef __mips_micromips
        line    lwp-repeat, "lwp $9, 8($8)", "address $8, self"
        line    swm-repeat, "swm $16-$18, 8($8)", "address $8, self"
#endif
