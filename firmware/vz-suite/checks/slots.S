/*
 * Exceptions in the delay slot of a branch: EPC and BadInstrP are the branch's, Cause.BD is 1 and
 * BadInstr is the instruction's own. Every kind of branch, every kind of exit.
 */
#include "../check.inc"

        source  EXITS, "MD00847: guest exits; MD00091 Cause.BD, BadInstrP; tinyVP"
        source  GUESTS, "MD00091 Cause.BD, BadInstrP"
        source  LEVEL, "MD00091 Status.EXL: EPC and Cause.BD stay"
        source  AGAIN, "MD00091 EPC: the branch is executed again; Linux arch/mips"
        source  RETURN_CHOICE, "decision: ERET in a delay slot is reserved"


/* Branches, taken unless their name says otherwise; $5 is where "end" is. */
        .macro  by_b
        b       4f
        .endm
        .macro  by_beq
        beq     $3, $3, 4f
        .endm
        .macro  by_bne
        bne     $3, $0, 4f
        .endm
        .macro  by_bne_not_taken
        bne     $3, $3, 4f
        .endm
        .macro  by_blez
        blez    $3, 4f
        .endm
        .macro  by_bgtz_not_taken
        bgtz    $3, 4f
        .endm
        .macro  by_bltz
        bltz    $3, 4f
        .endm
        .macro  by_bgez_not_taken
        bgez    $3, 4f
        .endm
        .macro  by_bal
        bal     4f
        .endm
        .macro  by_bltzal
        bltzal  $3, 4f
        .endm
        .macro  by_j
        j       4f
        .endm
        .macro  by_jal
        jal     4f
        .endm
        .macro  by_jr
        jr      $5
        .endm
        .macro  by_jalr
        jalr    $5
        .endm

        .macro  do_wait
        wait
        .endm
        .macro  do_mfc0
        mfc0    $2, $15
        .endm
        .macro  do_mtc0
        mtc0    $2, $16
        .endm
        .macro  do_gsfc
        mtc0    $6, $12
        .endm
        .macro  do_hypcall
        hypcall 9
        .endm
        .macro  do_rdhwr
        rdhwr   $2, $2
        .endm
        .macro  do_cache
        cache   0x15, 0($7)
        .endm
        .macro  do_load
        lw      $2, 0($7)
        .endm
        .macro  do_store
        sw      $2, 0($7)
        .endm
        .macro  do_syscall
        syscall
        .endm
        .macro  do_break
        break
        .endm
        .macro  do_teq
        teq     $0, $0
        .endm
        .macro  do_lw
        lw      $2, 2($8)
        .endm
        .macro  do_mfgc0
        mfgc0   $2, $12
        .endm

        .macro  in_slot branch, instruction, mode=in_guest
        gpr     5, 4f
        gpr     6, STATUS_CU0 | STATUS_CU1
        gpr     7, 0x81234560
        gpr     8, 0x80000000
        \mode
        nop
3:      by_\branch
2:      do_\instruction
        nop
        end
        .endm

        .macro  exits_in_slot reason
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, CAUSE_BD | EXC_GE << 2, CAUSE_BD | CAUSE_EXCCODE
        expect  C0_GUESTCTL0, \reason << 2, GUESTCTL0_GEXCCODE
        expect_at C0_EPC, 3b
        expect_instr C0_BADINSTR, 2b
        expect_instr C0_BADINSTRP, 3b
        .endm

        .macro  for_each_branch do
        .irp    branch, b, beq, bne, bne_not_taken, blez, bgtz_not_taken, bltz, bgez_not_taken, bal, bltzal, j, jal, jr, jalr
        \do     \branch
        .endr
        .endm

        .macro  exits_by branch
        check   slot.gpsi.wait.\branch, EXITS
        in_slot \branch, wait
        exits_in_slot GEXC_GPSI

        check   slot.hypcall.\branch, EXITS
        in_slot \branch, hypcall
        exits_in_slot GEXC_HC

        check   slot.root_refill.load.\branch, EXITS
        in_slot \branch, load
        expect  VECTOR_FIELD, VECTOR_REFILL
        expect  C0_CAUSE, CAUSE_BD | EXC_TLBL << 2, CAUSE_BD | CAUSE_EXCCODE
        expect  C0_BADVADDR, 0x01234560
        expect_at C0_EPC, 3b
        expect_instr C0_BADINSTR, 2b
        expect_instr C0_BADINSTRP, 3b

        check   slot.guest.syscall.\branch, GUESTS
        in_slot \branch, syscall
        expect_code C0_EPC, guest_vectors + 0x180
        expect_guest C0_CAUSE, CAUSE_BD | EXC_SYS << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at GUEST_FIELD(C0_EPC), 3b
        expect_instr GUEST_FIELD(C0_BADINSTR), 2b
        expect_instr GUEST_FIELD(C0_BADINSTRP), 3b

        check   slot.root.break.\branch, GUESTS
        in_slot \branch, break, in_root
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, CAUSE_BD | EXC_BP << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at C0_EPC, 3b
        expect_instr C0_BADINSTR, 2b
        expect_instr C0_BADINSTRP, 3b
        .endm
        for_each_branch exits_by

        .macro  slot_exit instruction, reason
        check   slot.\instruction, EXITS
        in_slot b, \instruction
        exits_in_slot \reason
        .endm
        slot_exit mfc0, GEXC_GPSI
        slot_exit mtc0, GEXC_GPSI
        slot_exit rdhwr, GEXC_GPSI
        slot_exit cache, GEXC_GPSI
        slot_exit gsfc, GEXC_GSFC

        check   slot.grr, EXITS
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        in_slot b, mfgc0
        exits_in_slot GEXC_GRR

        check   slot.root_refill.store, EXITS
        in_slot b, store
        expect  VECTOR_FIELD, VECTOR_REFILL
        expect  C0_CAUSE, CAUSE_BD | EXC_TLBS << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at C0_EPC, 3b
        expect_instr C0_BADINSTR, 2b
        expect_instr C0_BADINSTRP, 3b

        .macro  slot_guest instruction, code
        check   slot.guest.\instruction, GUESTS
        in_slot beq, \instruction
        expect_code C0_EPC, guest_vectors + 0x180
        expect_guest C0_CAUSE, CAUSE_BD | \code << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at GUEST_FIELD(C0_EPC), 3b
        expect_instr GUEST_FIELD(C0_BADINSTR), 2b
        expect_instr GUEST_FIELD(C0_BADINSTRP), 3b

        check   slot.guest.\instruction\().exception_level, LEVEL
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 0x5A5A1234
        in_slot beq, \instruction
        expect_code C0_EPC, guest_vectors + 0x180
        expect_guest C0_CAUSE, \code << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_guest C0_EPC, 0x5A5A1234

        check   slot.guest.\instruction\().user, GUESTS
        in_slot beq, \instruction, in_guest_user
        expect_guest C0_CAUSE, CAUSE_BD | \code << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at GUEST_FIELD(C0_EPC), 3b
        expect_instr GUEST_FIELD(C0_BADINSTRP), 3b
        .endm
        slot_guest break, EXC_BP
        slot_guest teq, EXC_TR
        slot_guest lw, EXC_ADEL
        slot_guest mfgc0, EXC_RI

/* Root goes back to the branch: it is executed again, as if nothing had been. */
        check   slot.resumed, AGAIN
        in_guest
        nop
3:      bltzal  $3, 5f
2:      hypcall 9
        ori     $2, $0, 1
5:      nop
        end
        exits_in_slot GEXC_HC
        resume
        exits_in_slot GEXC_HC

        check   slot.resumed_at_target, AGAIN
        in_guest
        nop
3:      beq     $0, $0, 5f
2:      hypcall 9
        ori     $2, $0, 1
5:      nop
        end
        exits_in_slot GEXC_HC
        go      5b
        finishes
        expect_gpr 2, 0xA5A50002

/* The instruction behind the slot is in none. */
        check   slot.behind, GUESTS
        in_guest
3:      bne     $0, $0, 4f
        nop
2:      hypcall 9
        end
        exits   GEXC_HC

        check   slot.target, GUESTS
        in_guest
3:      b       2f
        nop
        nop
2:      hypcall 9
        end
        exits   GEXC_HC

/* A likely branch that is not taken skips its slot. */
        .if     ISA == 0
        check   slot.beql.not_taken, GUESTS
        in_guest
3:      beql    $3, $0, 4f
2:      hypcall 9
        end
        finishes

        check   slot.beql.taken, EXITS
        in_guest
3:      beql    $3, $3, 4f
2:      hypcall 9
        end
        exits_in_slot GEXC_HC
        .else
/* Compact branches have no delay slot. */
        check   slot.micromips.beqzc, GUESTS
        in_guest
3:      beqzc   $3, 4f
2:      hypcall 9
        end
        exits   GEXC_HC

        check   slot.micromips.bnezc, GUESTS
        in_guest
3:      bnezc   $3, 4f
2:      hypcall 9
        end
        finishes

        check   slot.micromips.b16.break16, GUESTS
        in_root
3:      b16     4f
2:      break16 3
        end
        expect  C0_CAUSE, CAUSE_BD | EXC_BP << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at C0_EPC, 3b
        expect_instr C0_BADINSTR, 2b
        expect_instr C0_BADINSTRP, 3b

        check   slot.micromips.jr16.hypcall, EXITS
        gpr     5, 4f
        in_guest
3:      jr16    $5
2:      hypcall 9
        end
        exits_in_slot GEXC_HC

        check   slot.micromips.jalrs.break16, GUESTS
        gpr     5, 4f
        in_guest
3:      jalrs16 $5
2:      break16 3
        end
        expect_guest C0_CAUSE, CAUSE_BD | EXC_BP << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at GUEST_FIELD(C0_EPC), 3b
        expect_instr GUEST_FIELD(C0_BADINSTR), 2b
        expect_instr GUEST_FIELD(C0_BADINSTRP), 3b
        .endif

        choice  slot.eret, RETURN_CHOICE
        guest   C0_STATUS, STATUS_CU0
        in_guest
3:      b       4f
2:      eret
        end
        expect_code C0_EPC, guest_vectors + 0x180
        expect_guest C0_CAUSE, CAUSE_BD | EXC_RI << 2, CAUSE_BD | CAUSE_EXCCODE
        expect_at GUEST_FIELD(C0_EPC), 3b
