/*
 * The exceptions of a guest that stay in the guest, those that GuestCtl0.RI takes to root, and the
 * same in root: vector, Cause, EPC and BadInstr.
 */
#include "../check.inc"

        source  GUESTS, "MD00847: the guest's own exceptions; MD00091"
        source  ROOTS, "MD00091"
        source  LEVEL, "MD00091 Status.EXL: EPC and Cause.BD stay; prpl-hypervisor's guests"
        source  BOOT, "MD00091 Status.BEV"
        source  GRR_RULE, "MD00847 GuestCtl0.RI"
        source  COP2_CHOICE, "decision: without a coprocessor 2, CU2 cannot be set"
        source  BADINSTR, "MD00091 BadInstr; L4Re uvmm"

        .macro  do_syscall
        syscall 3
        .endm
        .macro  do_break
        break   5
        .endm
        .macro  do_teq
        teq     $0, $0
        .endm
        .macro  do_tne
        tne     $3, $0, 9
        .endm
        .macro  do_add
        add     $2, $6, $6
        .endm
        .macro  do_sub
        sub     $2, $6, $7
        .endm
/* Opcodes that MIPS32 leaves to the 64-bit architecture. */
        .macro  do_reserved
        .insn
        .if     ISA
        .half   0xDC62, 0
        .else
        .word   0x9C620000
        .endif
        .endm
        .macro  do_reserved2
        .insn
        .if     ISA
        .half   0xD862, 0
        .else
        .word   0xDC620000
        .endif
        .endm
        .macro  do_lw
        lw      $2, 2($5)
        .endm
        .macro  do_lh
        lh      $2, 1($5)
        .endm
        .macro  do_sw
        sw      $2, 1($5)
        .endm
        .macro  do_sh
        sh      $2, 3($5)
        .endm
        .macro  do_mfc1
        .set    push
        .set    hardfloat
        mfc1    $2, $f0
        .set    pop
        .endm
        .macro  do_lwc1
        .set    push
        .set    hardfloat
        lwc1    $f0, 0($5)
        .set    pop
        .endm
        .macro  do_mfc2
        mfc2    $2, $1
        .endm
        .macro  do_absq
        absq_s.ph $2, $3
        .endm

        .macro  raising instruction, mode=in_guest
        gpr     5, 0x80000000
        gpr     6, 0x7FFFFFFF
        gpr     7, 0x80000000
        \mode
        nop
2:      do_\instruction
        end
        .endm

        .macro  shown_to_guest
        expect_instr GUEST_FIELD(C0_BADINSTR), 2b
        expect_guest C0_CAUSE, 0, CAUSE_BD
        .endm

        .macro  for_each do
        \do     syscall, EXC_SYS
        \do     break, EXC_BP
        \do     teq, EXC_TR
        \do     tne, EXC_TR
        \do     add, EXC_OV
        \do     sub, EXC_OV
        \do     reserved, EXC_RI
        \do     reserved2, EXC_RI
        \do     lw, EXC_ADEL
        \do     lh, EXC_ADEL
        \do     sw, EXC_ADES
        \do     sh, EXC_ADES
        \do     mfc1, EXC_CPU
        \do     lwc1, EXC_CPU
        \do     mfc2, EXC_CPU
        \do     absq, EXC_DSPDIS
        .endm

        .macro  everywhere instruction, code
        check   guest.\instruction, GUESTS
        raising \instruction
        exception_in_guest \code
        .if     \code != EXC_DSPDIS
        shown_to_guest
        .endif
        expect_gpr 2, 0xA5A50002

        check   guest.\instruction\().exception_level, LEVEL
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 0x5A5A1234
        raising \instruction
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect_code C0_EPC, guest_vectors + 0x180
        expect_guest C0_CAUSE, \code << 2, CAUSE_EXCCODE | CAUSE_BD
        expect_guest C0_EPC, 0x5A5A1234

        check   guest.\instruction\().bev, BOOT
        guest   C0_STATUS, STATUS_CU0 | STATUS_BEV
        raising \instruction
        exception_in_guest \code, 2b, 0x380, 0xBFC00000

        check   root.\instruction, ROOTS
        raising \instruction, in_root
        exception_in_root \code
        .if     \code != EXC_DSPDIS
        expect_instr C0_BADINSTR, 2b
        .endif

        .if     \code != EXC_RI
        check   guest.\instruction\().ri1, GRR_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        raising \instruction
        exception_in_guest \code
        .else
        check   grr.\instruction, GRR_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        raising \instruction
        exits   GEXC_GRR
        expect_guest C0_STATUS, STATUS_CU0
        check   grr.\instruction\().user, GRR_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        raising \instruction, in_guest_user
        exits   GEXC_GRR
        check   grr.\instruction\().exception_level, GRR_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        raising \instruction
        exits   GEXC_GRR
        .endif
        .endm
        for_each everywhere

/* In user mode, where the addresses above are an address error of their own. */
        .irp    instruction, syscall, break, teq, add, reserved, mfc1, mfc2
        check   guest.\instruction\().user, GUESTS
        raising \instruction, in_guest_user
        expect_code C0_EPC, guest_vectors + 0x180
        expect_at GUEST_FIELD(C0_EPC), 2b
        shown_to_guest
        expect_guest C0_STATUS, STATUS_UM | STATUS_EXL, STATUS_UM | STATUS_EXL
        .endr

        .irp    unit, 1, 2
        check   guest.mfc\unit\().ce, GUESTS
        raising mfc\unit
        exception_in_guest EXC_CPU
        expect_guest C0_CAUSE, \unit << 28, CAUSE_CE
        .endr

        check   guest.lw.badvaddr, GUESTS
        raising lw
        exception_in_guest EXC_ADEL
        expect_guest C0_BADVADDR, 0x80000002

        check   guest.sw.badvaddr, GUESTS
        raising sw
        exception_in_guest EXC_ADES
        expect_guest C0_BADVADDR, 0x80000001

        check   guest.user.kernel_address, GUESTS
        gpr     5, 0x80000000
        in_guest_user
2:      lw      $2, 0($5)
        end
        exception_in_guest EXC_ADEL
        expect_guest C0_BADVADDR, 0x80000000

        choice  guest.mfc2.cu2, COP2_CHOICE
        guest   C0_STATUS, STATUS_CU0 | STATUS_CU2
        raising mfc2
        exception_in_guest EXC_CPU

        check   guest.add.no_overflow, GUESTS
        in_guest
2:      addu    $2, $3, $3
        end
        finishes
        expect_gpr 2, 0x4B4A0006

/* What root's BadInstr is, is not what a guest's own exception leaves. */
        check   badinstr.guest_exception_is_not_roots, BADINSTR
        in_guest
5:      hypcall 3
        nop
2:      break   5
        end
        expect_instr C0_BADINSTR, 5b
        resume  4
        exception_in_guest EXC_BP
        expect_instr GUEST_FIELD(C0_BADINSTR), 2b
        expect_instr C0_BADINSTR, guest_vectors

        .if     ISA
/* Instructions of 16 bits. */
        check   badinstr.micromips.break16, BADINSTR
        in_guest
        nop
2:      break16 3
        end
        exception_in_guest EXC_BP
        shown_to_guest

        check   badinstr.micromips.break16.root, BADINSTR
        in_root
        nop
2:      break16 3
        end
        exception_in_root EXC_BP
        expect_instr C0_BADINSTR, 2b

        check   badinstr.micromips.lw16, BADINSTR
        gpr     5, 0x80000002
        in_guest
        nop
2:      lw16    $2, 0($5)
        end
        exception_in_guest EXC_ADEL
        shown_to_guest
        .endif
