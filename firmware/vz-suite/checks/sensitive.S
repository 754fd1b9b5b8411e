/*
 * The privileged instructions of a guest other than MFC0 and MTC0: which execute, which are Guest
 * Privileged Sensitive, which are reserved, and which the guest itself may not use.
 */
#include "../check.inc"

        source  WAIT_RULE, "MD00847 WAIT; tinyVP, prpl-hypervisor, Linux arch/mips/kvm/vz.c"
        source  FREE_RULE, "MD00847; tinyVP's guests, Linux as a KVM guest"
        source  SHADOW_RULE, "MD00847 RDPGPR, WRPGPR: a guest without shadow sets; phidias"
        source  ROOTS_RULE, "MD00847 MFGC0, MTGC0, TLBG*: Reserved Instruction in a guest"
        source  GRR_CHOICE, "decision: RI = 1 redirects these too"
        source  CP0_RULE, "MD00847 GuestCtl0.CP0"
        source  CP0_CHOICE, "decision: CP0 = 0 traps every privileged instruction"
        source  CU0_RULE, "MD00091 Status.CU; MD00847: the guest's CP0 decides first"
        source  MMU_CHOICE, "decision: AT = 1 and MG = 1 trap the TLB instructions"
        source  INV_CHOICE, "decision: TLBINV and TLBINVF exist though Config4.IE is 0"

        .macro  do_wait
        wait
        .endm
        .macro  do_di
        di      $2
        .endm
        .macro  do_ei
        ei      $2
        .endm
        .macro  do_eret
        eret
        .endm
        .macro  do_rdpgpr
        rdpgpr  $2, $3
        .endm
        .macro  do_wrpgpr
        wrpgpr  $2, $3
        .endm
        .macro  do_cache
        cache   0x15, 0($5)
        .endm
        .macro  do_tlbr
        tlbr
        .endm
        .macro  do_tlbwi
        tlbwi
        .endm
        .macro  do_tlbwr
        tlbwr
        .endm
        .macro  do_tlbp
        tlbp
        .endm
        .macro  do_tlbinv
        tlbinv
        .endm
        .macro  do_tlbinvf
        tlbinvf
        .endm
        .macro  do_mfgc0
        mfgc0   $2, $12
        .endm
        .macro  do_mtgc0
        mtgc0   $2, $31, 2
        .endm
        .macro  do_tlbgr
        tlbgr
        .endm
        .macro  do_tlbgwi
        tlbgwi
        .endm
        .macro  do_tlbgwr
        tlbgwr
        .endm
        .macro  do_tlbgp
        tlbgp
        .endm
        .macro  do_tlbginv
        tlbginv
        .endm
        .macro  do_tlbginvf
        tlbginvf
        .endm

        .macro  trying instruction, mode=in_guest
        \mode
        nop
2:      do_\instruction
        end
        .endm

/* WAIT leaves to root, whatever the controls. */
        check   gpsi.wait, WAIT_RULE
        trying  wait
        exits   GEXC_GPSI

        .macro  wait_with name, bit
        check   gpsi.wait.\name, WAIT_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | \bit
        trying  wait
        exits   GEXC_GPSI
        .endm
        wait_with ri1, GUESTCTL0_RI
        wait_with mc1, GUESTCTL0_MC
        wait_with gt1, GUESTCTL0_GT
        wait_with cg1, GUESTCTL0_CG
        wait_with cf1, GUESTCTL0_CF

        check   gpsi.wait.fcd1, WAIT_RULE
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD | GUESTCTL0EXT_CGI
        trying  wait
        exits   GEXC_GPSI

        check   gpsi.wait.user_with_cu0, WAIT_RULE
        trying  wait, in_guest_user
        exits   GEXC_GPSI

        check   gpsi.wait.exception_level, WAIT_RULE
        guest   C0_STATUS, STATUS_EXL
        trying  wait
        exits   GEXC_GPSI

        check   gpsi.wait.resumed_after, WAIT_RULE
        in_guest
2:      wait
        ori     $2, $0, 0x1234
        end
        exits   GEXC_GPSI
        resume  4
        finishes
        expect_gpr 2, 0x1234

        check   gpsi.wait.again, WAIT_RULE
        trying  wait
        exits   GEXC_GPSI
        resume
        exits   GEXC_GPSI

/* DI and EI. */
        check   runs.ei, FREE_RULE
        in_guest
2:      ei      $2
        ehb
        end
        finishes
        expect_gpr 2, STATUS_CU0
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_IE

        check   runs.di, FREE_RULE
        guest   C0_STATUS, STATUS_CU0 | STATUS_IE
        in_guest
2:      di      $2
        ehb
        end
        finishes
        expect_gpr 2, STATUS_CU0 | STATUS_IE
        expect_guest C0_STATUS, STATUS_CU0

        check   runs.ei_and_di.mc1, FREE_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_MC
        in_guest
2:      ei
        di
        end
        finishes

/* ERET: back to EPC, to ErrorEPC, and with neither level set. */
        check   runs.eret.from_exception_level, FREE_RULE
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 5f
        in_guest
2:      eret
        nop
        nop
5:      nop
        end
        finishes
        expect_guest C0_STATUS, STATUS_CU0

        check   runs.eret.from_error_level, FREE_RULE
        guest   C0_STATUS, STATUS_CU0 | STATUS_ERL | STATUS_EXL
        guest   C0_ERROREPC, 5f
        in_guest
2:      eret
        nop
        nop
5:      nop
        end
        finishes
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_EXL

        check   runs.eret.from_no_level, FREE_RULE
        guest   C0_EPC, 5f
        in_guest
2:      eret
        nop
        nop
5:      nop
        end
        finishes
        expect_guest C0_STATUS, STATUS_CU0

        check   runs.eret.has_no_delay_slot, FREE_RULE
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 5f
        in_guest
2:      eret
        ori     $2, $0, 0x1234
5:      nop
        end
        finishes
        expect_gpr 2, 0xA5A50002

/* The guest's TLB instructions. */
        .irp    instruction, tlbr, tlbwi, tlbwr, tlbp
        check   runs.\instruction, FREE_RULE
        trying  \instruction
        finishes
        .endr

        .irp    instruction, tlbinv, tlbinvf
        choice  runs.\instruction, INV_CHOICE
        trying  \instruction
        finishes
        .endr

        .irp    instruction, tlbr, tlbwi, tlbwr, tlbp, tlbinv, tlbinvf
        choice  gpsi.\instruction\().mg1, MMU_CHOICE
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_MG
        trying  \instruction
        exits   GEXC_GPSI
        choice  gpsi.\instruction\().at1, MMU_CHOICE
        root    C0_GUESTCTL0, GUESTCTL0_CP0 | GUESTCTL0_AT_ROOT
        trying  \instruction
        exits   GEXC_GPSI
        .endr

/* RDPGPR and WRPGPR of a guest that has one set. */
        .irp    instruction, rdpgpr, wrpgpr
        check   gpsi.\instruction, SHADOW_RULE
        trying  \instruction
        exits   GEXC_GPSI
        .endr

/* CP0 = 0. */
        check   gpsi.wait.cp0_0, CP0_RULE
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST
        trying  wait
        exits   GEXC_GPSI

        .irp    instruction, di, ei, eret, rdpgpr, wrpgpr, cache, tlbr, tlbwi, tlbwr, tlbp, tlbinv, tlbinvf
        choice  gpsi.\instruction\().cp0_0, CP0_CHOICE
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST | GUESTCTL0_CG
        gpr     5, 0x80000000
        trying  \instruction
        exits   GEXC_GPSI
        .endr

/* What is root's alone. */
        .irp    instruction, mfgc0, mtgc0, tlbgr, tlbgwi, tlbgwr, tlbgp, tlbginv, tlbginvf
        check   ri.\instruction, ROOTS_RULE
        trying  \instruction
        exception_in_guest EXC_RI
        expect_gpr 2, 0xA5A50002
        check   ri.\instruction\().user_with_cu0, ROOTS_RULE
        trying  \instruction, in_guest_user
        exception_in_guest EXC_RI
        choice  grr.\instruction, GRR_CHOICE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        trying  \instruction
        exits   GEXC_GRR
        .endr

/* The guest's user mode: Coprocessor Unusable before everything else. */
        .irp    instruction, wait, di, ei, eret, rdpgpr, wrpgpr, cache, tlbr, tlbwi, tlbwr, tlbp, mfgc0, mtgc0, tlbgr, tlbgwi, tlbgwr, tlbgp
        check   cpu.\instruction\().user, CU0_RULE
        guest   C0_STATUS, 0
        trying  \instruction, in_guest_user
        exception_in_guest EXC_CPU
        expect_guest C0_CAUSE, 0, CAUSE_CE
        check   cpu.\instruction\().root_user, CU0_RULE
        root    C0_STATUS, STATUS_IE
        trying  \instruction, in_root_user
        exception_in_root EXC_CPU
        expect  C0_CAUSE, 0, CAUSE_CE
        expect_instr C0_BADINSTR, 2b
        .endr

        .irp    instruction, wait, tlbp, rdpgpr
        check   cpu.\instruction\().user.cp0_0, CU0_RULE
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST
        guest   C0_STATUS, 0
        trying  \instruction, in_guest_user
        exception_in_guest EXC_CPU
        .endr

/* DERET outside debug mode, and IRET, which is ERET while IntCtl.APE is 0. */
        source  DERET_RULE, "MD00086 DERET: reserved outside debug mode"
        source  IRET_CHOICE, "decision: with IntCtl.APE = 0, IRET is ERET in a guest too"

        .irp    mode, root, guest
        check   ri.deret.\mode, DERET_RULE
        in_\mode
2:      deret
        end
        .ifc    \mode, root
        exception_in_root EXC_RI
        .else
        exception_in_guest EXC_RI
        .endif
        .endr

        choice  runs.iret, IRET_CHOICE
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        guest   C0_EPC, 5f
        in_guest
2:      iret
        nop
        nop
5:      nop
        end
        finishes
        expect_guest C0_STATUS, STATUS_CU0
