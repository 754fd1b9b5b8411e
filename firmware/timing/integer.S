/* The integer pipeline, the multiply/divide unit and the DSP module. */
#include "line.inc"

        line    alu, "addu $8, $8, $9"
        line    load-use, "lw $8, 0($8)", "address $8, self"
        line    load-byte-use, "lbu $9, 0($8); addu $10, $9, $9", "address $8, self"
        line    load-independent, "lw $9, 0($8); lw $10, 4($8)", "address $8, self", , 2
        line    load-one-between, "lw $9, 0($8); addu $10, $8, $8; addu $11, $9, $9", \
                "address $8, self"
        line    store, "sw $9, 8($8)", "address $8, self"
        line    cp0-use, "mfc0 $9, $13; addu $10, $9, $9"
        line    cp0-independent, "mfc0 $9, $13; addu $10, $8, $8"
        line    rdhwr-use, "rdhwr $9, $2; addu $10, $9, $9"
        line    rdpgpr-use, "rdpgpr $9, $10; addu $11, $9, $9"

        line    mult-mflo, "mult $8, $9; mflo $10", "li $8, 3; li $9, 5"
        line    mult-repeat, "mult $8, $9", "li $8, 3; li $9, 5"
        line    madd-repeat, "madd $8, $9", "li $8, 3; li $9, 5"
        line    mul-use, "mul $8, $8, $9", "li $8, 3; li $9, 5"
        line    mul-repeat, "mul $10, $8, $9; mul $11, $8, $9", "li $8, 3; li $9, 5", , 2
        line    mtlo-mflo, "mtlo $8; mflo $9"

        .macro  divisions bits, dividend
        line    divu-\bits, "divu $0, $8, $9", "li $8, \dividend; li $9, 3", \
                "divu of \dividend by 3"
        line    div-\bits, "div $0, $8, $9", "li $8, \dividend; li $9, 3", "div of \dividend by 3"
        line    div-negative-\bits, "div $0, $8, $9", "li $8, -\dividend; li $9, 3", \
                "div of -\dividend by 3"
        .endm
        divisions 8, 0xC8
        divisions 16, 0xC8C8
        divisions 24, 0xC8C8C8
        divisions 32, 0x48C8C8C8
        line    divu-mflo, "divu $0, $8, $9; mflo $10", "li $8, 0xC8; li $9, 3", \
                "divu of 0xC8 by 3; mflo"

        line    dsp-mult-extr, "mult $ac1, $8, $9; extr.w $10, $ac1, 0; addu $11, $10, $10", \
                "li $8, 3; li $9, 5"
        line    dsp-dot-product-repeat, "dpaq_s.w.ph $ac1, $8, $9", "li $8, 3; li $9, 5"
        line    dsp-dot-product-extr, "dpaq_s.w.ph $ac1, $8, $9; extr.w $10, $ac1, 0", \
                "li $8, 3; li $9, 5"
        line    dsp-multiply-use, "muleu_s.ph.qbl $8, $8, $9", "li $8, 3; li $9, 5"
        line    dsp-add-use, "addu.qb $8, $8, $9", "li $8, 3; li $9, 5"
        line    dsp-shift-use, "shll_s.ph $8, $8, 1", "li $8, 3"
        line    dsp-extr-use, "extr.w $8, $ac1, 0; addu $9, $8, $8"
        line    dsp-condition-use, "cmp.eq.ph $8, $9; pick.ph $10, $8, $9"
