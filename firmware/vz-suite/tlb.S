/* The TLB instructions as functions, for checks that set up entries before their snippet. */
        .set    noreorder
        .set    virt
        .set    eva

        .macro  instruction name, what
        .text
        .balign 4
        .globl  do_\name
        .ent    do_\name
        .type   do_\name, @function
do_\name:
        ehb
        \what
        ehb
        jr      $31
        nop
        .end    do_\name
        .endm

        .irp    what, tlbwi, tlbwr, tlbr, tlbp, tlbinv, tlbinvf, tlbgwi, tlbgwr, tlbgr, tlbgp, tlbginv, tlbginvf
        instruction \what, \what
        .endr
