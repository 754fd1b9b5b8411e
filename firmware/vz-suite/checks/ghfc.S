/*
 * Guest Hardware Field Change: with GuestCtl0.MC = 1 and GuestCtl0Ext.FCD = 0, root hears of every
 * change of Guest.Status.EXL by hardware, after it: Root.EPC is where the guest goes on.
 */
#include "../check.inc"

        source  MC, "MD00847 Guest Hardware Field Change; Linux arch/mips/kvm/vz.c (MC), tinyVP"
        source  FCD, "MD00847 GuestCtl0Ext.FCD; tinyVP"
        source  INJECTED, "MD00847 GuestCtl2; tinyVP, MIPS MEOS"
        source  NOT_SHOWN, "MD00847 BadInstr: not written by GHFC; Imagination's VMM for L4"
        source  NO_CHANGE, "MD00847: EXL does not change"
        source  CHOICE, "decision: ERL raises none"

        .macro  mode_change
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_MC
        .endm

/* Root has it, at an address of code; the guest is as its exception has left it. */
        .macro  reports_change address
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_GE << 2, CAUSE_EXCCODE | CAUSE_BD
        expect  C0_GUESTCTL0, GEXC_GHFC << 2 | GUESTCTL0_GM, GUESTCTL0_GEXCCODE | GUESTCTL0_GM
        expect_code C0_EPC, \address
        .endm

        .macro  after_exception code, offset=0x180, slot=0, at=2b
        reports_change guest_vectors + \offset
        expect_guest C0_STATUS, STATUS_EXL, STATUS_EXL
        expect_guest C0_CAUSE, \code << 2 | \slot << 31, CAUSE_EXCCODE | CAUSE_BD
        expect_at GUEST_FIELD(C0_EPC), \at
        .endm

        .macro  goes_on_at_vector offset=0x180
        resume
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_GUESTCTL0, GEXC_HC << 2, GUESTCTL0_GEXCCODE
        expect_code C0_EPC, guest_vectors + \offset
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
        .macro  do_add
        add     $2, $6, $6
        .endm
        .macro  do_mfgc0
        mfgc0   $2, $12
        .endm
        .macro  do_mfc2
        mfc2    $2, $1
        .endm
        .macro  do_lw
        lw      $2, 2($5)
        .endm
        .macro  do_sw
        sw      $2, 2($5)
        .endm
        .macro  do_absq
        absq_s.ph $2, $3
        .endm

        .macro  raising instruction, mode=in_guest
        gpr     5, 0x80000000
        gpr     6, 0x7FFFFFFF
        \mode
        nop
2:      do_\instruction
        end
        .endm

        .macro  entered instruction, code
        check   ghfc.\instruction, MC
        mode_change
        raising \instruction
        after_exception \code
        goes_on_at_vector

        check   ghfc.\instruction\().fcd1, FCD
        mode_change
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD
        raising \instruction
        exception_in_guest \code

        check   ghfc.\instruction\().mc0, MC
        raising \instruction
        exception_in_guest \code

        check   ghfc.\instruction\().exception_level, NO_CHANGE
        mode_change
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        raising \instruction
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_GUESTCTL0, GEXC_HC << 2, GUESTCTL0_GEXCCODE
        expect_code C0_EPC, guest_vectors + 0x180
        .endm
        entered syscall, EXC_SYS
        entered break, EXC_BP
        entered teq, EXC_TR
        entered add, EXC_OV
        entered mfgc0, EXC_RI
        entered mfc2, EXC_CPU
        entered lw, EXC_ADEL
        entered sw, EXC_ADES
        entered absq, EXC_DSPDIS

        .irp    instruction, syscall, break
        check   ghfc.\instruction\().user, MC
        mode_change
        raising \instruction, in_guest_user
        expect  VECTOR_FIELD, VECTOR_GENERAL
        reports_change guest_vectors + 0x180
        expect_guest C0_STATUS, STATUS_UM | STATUS_EXL, STATUS_UM | STATUS_EXL
        expect_at GUEST_FIELD(C0_EPC), 2b
        .endr

/* A refill of the guest's own TLB: its vector is the one for refills. */
        check   ghfc.refill, MC
        mode_change
        gpr     5, 0x00400000
        in_guest
2:      lw      $2, 0($5)
        end
        after_exception EXC_TLBL, 0
        goes_on_at_vector 0

        check   ghfc.bev, MC
        mode_change
        guest   C0_STATUS, STATUS_CU0 | STATUS_BEV
        raising syscall
        reports_change 0xBFC00380
        expect_at GUEST_FIELD(C0_EPC), 2b

        check   ghfc.delay_slot, MC
        mode_change
        in_guest
        nop
3:      b       4f
2:      syscall
        end
        after_exception EXC_SYS, 0x180, 1, 3b
        expect_instr GUEST_FIELD(C0_BADINSTR), 2b
        expect_instr GUEST_FIELD(C0_BADINSTRP), 3b

/* An injected interrupt that is accepted: GRIPL is cleared, then root hears of it. */
        check   ghfc.interrupt, INJECTED
        mode_change
        guest   C0_STATUS, STATUS_CU0 | STATUS_IE
        root    C0_GUESTCTL2, 5 << 24 | 0x200
        in_guest
2:      nop
        end
        after_exception EXC_INT, 0x200
        expect  C0_GUESTCTL2, 0, 0xFF000000
        expect_guest C0_CAUSE, 5 << 10, 0xFF << 10
        goes_on_at_vector 0x200

        check   ghfc.interrupt.fcd1, INJECTED
        mode_change
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD
        guest   C0_STATUS, STATUS_CU0 | STATUS_IE
        root    C0_GUESTCTL2, 5 << 24 | 0x200
        in_guest
2:      nop
        end
        exception_in_guest EXC_INT, 2b, 0x200
        expect  C0_GUESTCTL2, 0, 0xFF000000

/* ERET. */
        check   ghfc.eret, MC
        mode_change
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 5f
        in_guest
2:      eret
        nop
5:      ori     $2, $0, 0x1234
        end
        reports_change 5b
        expect_guest C0_STATUS, STATUS_CU0
        expect_gpr 2, 0xA5A50002
        resume
        finishes
        expect_gpr 2, 0x1234

        check   ghfc.eret.fcd1, FCD
        mode_change
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 5f
        in_guest
2:      eret
        nop
5:      ori     $2, $0, 0x1234
        end
        finishes
        expect_gpr 2, 0x1234

        check   ghfc.eret.no_level, NO_CHANGE
        mode_change
        guest   C0_EPC, 5f
        in_guest
2:      eret
        nop
5:      nop
        end
        finishes

        choice  ghfc.eret.error_level, CHOICE
        mode_change
        guest   C0_STATUS, STATUS_CU0 | STATUS_ERL
        guest   C0_ERROREPC, 5f
        in_guest
2:      eret
        nop
5:      nop
        end
        finishes

        check   ghfc.eret.error_level.exception_level, NO_CHANGE
        mode_change
        guest   C0_STATUS, STATUS_CU0 | STATUS_ERL | STATUS_EXL
        guest   C0_ERROREPC, 5f
        in_guest
2:      eret
        nop
5:      nop
        end
        finishes
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_EXL

/* The whole way: exception, both reports, return behind the SYSCALL. */
        check   ghfc.syscall.and_back, MC
        mode_change
        in_guest
2:      syscall
5:      ori     $2, $0, 0x1234
        end
        after_exception EXC_SYS
        goes_on_at_vector
        guest   C0_STATUS, STATUS_CU0
        go      5b
        finishes
        expect_gpr 2, 0x1234

/* Root's BadInstr is still that of the exit before. */
        check   ghfc.badinstr, NOT_SHOWN
        mode_change
        in_guest
5:      hypcall 3
        nop
2:      syscall
        end
        expect_instr C0_BADINSTR, 5b
        resume  4
        after_exception EXC_SYS
        expect_instr C0_BADINSTR, 5b
