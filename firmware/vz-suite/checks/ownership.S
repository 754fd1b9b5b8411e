/* FPU and DSP: the guest's own enable decides first, then root's. And LLbit, of which each has one. */
#include "../check.inc"
#include "../access.inc"

        .set    hardfloat
        .set    fp=64

        source  LEVELS, "MD00847: the guest's CP0 first, then root's; tinyVP, Linux arch/mips/kvm"
        source  LINKED, "tinyVP: ERET in root leaves the guest's LLbit, ERET in the guest clears it"
        source  SC_RULE, "MD00086 LL, SC"

        .macro  do_add_s
        add.s   $f2, $f4, $f6
        .endm
        .macro  do_mul_d
        mul.d   $f2, $f4, $f6
        .endm
        .macro  do_mfc1
        mfc1    $2, $f0
        .endm
        .macro  do_mtc1
        mtc1    $3, $f0
        .endm
        .macro  do_cfc1
        cfc1    $2, $31
        .endm
        .macro  do_lwc1
        lwc1    $f0, 0($8)
        .endm
        .macro  do_sdc1
        sdc1    $f0, 0($8)
        .endm
        .macro  do_movf
        movf    $2, $3, $fcc0
        .endm
        .macro  do_c_eq_s
        c.eq.s  $f2, $f4
        .endm
        .macro  do_addq_ph
        addq.ph $2, $3, $4
        .endm
        .macro  do_rddsp
        rddsp   $2
        .endm
        .macro  do_wrdsp
        wrdsp   $3
        .endm
        .macro  do_mult_ac1
        mult    $ac1, $3, $4
        .endm
        .macro  do_mthi_ac2
        mthi    $3, $ac2
        .endm
        .macro  do_lbux
        lbux    $2, $0($8)
        .endm

        .macro  owner what, unit, enable, code, ce
        check   \unit\().\what\().neither, LEVELS
        gpr     8, 0xA0000020
        in_guest
        nop
2:      do_\what
        end
        exception_in_guest \code
        expect_guest C0_CAUSE, \ce << 28, CAUSE_CE

        check   \unit\().\what\().root_only, LEVELS
        root    C0_STATUS, STATUS_CU0 | STATUS_IE | \enable
        gpr     8, 0xA0000020
        in_guest
        nop
2:      do_\what
        end
        exception_in_guest \code
        expect_guest C0_CAUSE, \ce << 28, CAUSE_CE

        check   \unit\().\what\().guest_only, LEVELS
        guest   C0_STATUS, STATUS_CU0 | \enable
        gpr     8, 0xA0000020
        in_guest
        nop
2:      do_\what
        end
        exception_in_root \code
        expect  C0_CAUSE, \ce << 28, CAUSE_CE
        expect_instr C0_BADINSTR, 2b

        check   \unit\().\what\().guest_only.slot, LEVELS
        guest   C0_STATUS, STATUS_CU0 | \enable
        gpr     8, 0xA0000020
        in_guest
3:      beq     $0, $0, 4f
2:      do_\what
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, \code << 2 | CAUSE_BD | \ce << 28, CAUSE_EXCCODE | CAUSE_BD | CAUSE_CE
        expect_at C0_EPC, 3b
        expect_instr C0_BADINSTR, 2b
        expect_instr C0_BADINSTRP, 3b

        check   \unit\().\what\().both, LEVELS
        root    C0_STATUS, STATUS_CU0 | STATUS_IE | \enable | STATUS_FR
        guest   C0_STATUS, STATUS_CU0 | \enable | STATUS_FR
        gpr     8, 0xA0000020
        in_guest
        nop
2:      do_\what
        end
        finishes

        check   \unit\().\what\().root_disabled, LEVELS
        gpr     8, RAM_AT(0x20)
        in_root
        nop
2:      do_\what
        end
        exception_in_root \code
        expect  C0_CAUSE, \ce << 28, CAUSE_CE
        .endm

        .irp    what, add_s, mul_d, mfc1, mtc1, cfc1, lwc1, sdc1, movf, c_eq_s
        owner   \what, fpu, STATUS_CU1, EXC_CPU, 1
        .endr
        .irp    what, addq_ph, rddsp, wrdsp, mult_ac1, mthi_ac2, lbux
        owner   \what, dsp, STATUS_MX, EXC_DSPDIS, 0
        .endr

/* Accumulator 0 is HI and LO, which need no DSP. */
        check   dsp.mult.free, LEVELS
        gpr     3, 3
        gpr     4, 5
        in_guest
        mult    $3, $4
        mflo    $2
        end
        finishes
        expect_gpr 2, 15

/* ---- LL and SC. */
        .macro  linked name, source, expected
        check   llbit.\name, \source
        gpr     8, 0xA0000030
        gpr     3, 0x1111
        poke    RAM_AT(0x30), 0x2222
        .endm

        linked  sc_after_ll, SC_RULE
        in_guest
        ll      $2, 0($8)
        sc      $3, 0($8)
        end
        finishes
        expect_gpr 2, 0x2222
        expect_gpr 3, 1
        expect_mem RAM_AT(0x30), 0x1111

        linked  second_sc_fails, SC_RULE
        gpr     4, 0x3333
        in_guest
        ll      $2, 0($8)
        sc      $3, 0($8)
        sc      $4, 0($8)
        end
        finishes
        expect_gpr 4, 0
        expect_mem RAM_AT(0x30), 0x1111

        linked  survives_roots_eret, LINKED
        in_guest
        ll      $2, 0($8)
2:      hypcall 5
        sc      $3, 0($8)
        end
        exits   GEXC_HC
        resume  4
        finishes
        expect_gpr 3, 1
        expect_mem RAM_AT(0x30), 0x1111

        linked  guests_eret_clears, LINKED
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        gpr     4, 5f
        in_guest
        mtc0    $4, $14
        ll      $2, 0($8)
        ehb
        eret
        nop
5:      sc      $3, 0($8)
        end
        finishes
        expect_gpr 3, 0
        expect_mem RAM_AT(0x30), 0x2222

        linked  guests_eret_of_another_guest_clears, LINKED
        root_entry SECOND_ENTRY, 0x1D000000, MASK_1M, LO(0x1D000000, V | D), LO(0x1D100000, V | D), 7
        in_guest
        ll      $2, 0($8)
2:      hypcall 5
        end
        exits   GEXC_HC
        root    C0_GUESTCTL1, 7
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 6f
        in_guest
        eret
        nop
6:      nop
        end
        finishes
        root    C0_GUESTCTL1, GUEST_ID << 16 | GUEST_ID
        in_guest
        sc      $3, 0($8)
        end
        finishes
        expect_gpr 3, 0
        expect_mem RAM_AT(0x30), 0x2222

        .macro  root_link
        gpr     8, RAM_AT(0x34)
        gpr     3, 0x1111
        poke    RAM_AT(0x34), 0x2222
        .endm

        check   llbit.root.sc_after_ll, SC_RULE
        root_link
        in_root
        ll      $2, 0($8)
        sc      $3, 0($8)
        end
        finishes
        expect_gpr 3, 1
        expect_mem RAM_AT(0x34), 0x1111

        check   llbit.root.eret_clears, SC_RULE
        root_link
        gpr     4, 5f
        in_root
        mtc0    $4, $14
        mfc0    $5, $12
        ori     $5, $5, STATUS_EXL
        ll      $2, 0($8)
        mtc0    $5, $12
        ehb
        eret
        nop
5:      sc      $3, 0($8)
        end
        finishes
        expect_gpr 3, 0
        expect_mem RAM_AT(0x34), 0x2222
