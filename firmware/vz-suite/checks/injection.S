/* Interrupts that root gives a guest through GuestCtl2. */
#include "../check.inc"

        source  INJECT, "tinyVP, prpl-hypervisor: GuestCtl2.GRIPL is taken above Guest.Status.IPL"
        source  CLEARED, "tinyVP, prpl-hypervisor: hardware clears GuestCtl2.GRIPL when the guest takes it"
        source  OFFSET, "tinyVP: GVEC is a byte offset from Guest.EBase"
        source  PLAIN, "decision: without IV, VS or with BEV the guest's vector is that of MD00091"
        source  MODES, "MD00091 Status.IE, EXL, ERL in the guest's context"
        source  REPORT, "MD00847 GHFC; tinyVP, MEOS"
        source  SETS, "phidias; MD00091 SRSCtl.EICSS in the guest's context"

#define GUEST_IE (STATUS_CU0 | STATUS_IE)
#define REQUEST(level, offset) ((level) << 24 | (offset))
#define GRIPL 0xFF000000
#define RIPL 0x0003FC00

/* Status.IPL of a level. */
#define IPL(level) (((level) & 0x7F) << 10 | ((level) & 0x80) << 11)

        .macro  interrupted level, vector
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_GUESTCTL0, GEXC_HC << 2, GUESTCTL0_GEXCCODE
        op      OP_EXPECT_CODE, C0_EPC, \vector
        expect_guest C0_CAUSE, (\level) << 10, RIPL | CAUSE_EXCCODE | CAUSE_BD
        expect_guest C0_STATUS, STATUS_EXL, STATUS_EXL
        expect_at GUEST_FIELD(C0_EPC), 1b
        expect  C0_GUESTCTL2, 0, GRIPL
        .endm

        .macro  at_once
        in_guest
        nop
        nop
        end
        .endm

        .irp    level, 1, 2, 3, 4, 7, 8, 0x10, 0x20, 0x40, 0x80, 0xff
        check   inject.level.\level, INJECT
        guest   C0_STATUS, GUEST_IE
        root    C0_GUESTCTL2, REQUEST(\level, 0x200)
        at_once
        interrupted \level, guest_vectors + 0x200

        check   inject.level.\level\().above_ipl, INJECT
        guest   C0_STATUS, GUEST_IE | IPL(\level - 1)
        root    C0_GUESTCTL2, REQUEST(\level, 0x200)
        at_once
        interrupted \level, guest_vectors + 0x200

        check   inject.level.\level\().at_ipl, INJECT
        guest   C0_STATUS, GUEST_IE | IPL(\level)
        root    C0_GUESTCTL2, REQUEST(\level, 0x200)
        at_once
        finishes
        expect  C0_GUESTCTL2, \level << 24, GRIPL
        .endr

        .macro  held_back name, bits
        check   inject.held_back.\name, MODES
        guest   C0_STATUS, STATUS_CU0 | \bits
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        at_once
        finishes
        expect  C0_GUESTCTL2, 3 << 24, GRIPL
        .endm
        held_back ie0, 0
        held_back exl, STATUS_IE | STATUS_EXL
        held_back erl, STATUS_IE | STATUS_ERL
        held_back exl_erl, STATUS_IE | STATUS_EXL | STATUS_ERL

        check   inject.after_ei, MODES
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        in_guest
        nop
        ei
5:      nop
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        op      OP_EXPECT_CODE, C0_EPC, guest_vectors + 0x200
        expect_at GUEST_FIELD(C0_EPC), 5b
        expect  C0_GUESTCTL2, 0, GRIPL

        check   inject.after_eret, MODES
        guest   C0_STATUS, GUEST_IE | STATUS_EXL
        gpr     4, 5f
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        in_guest
        mtc0    $4, $14
        ehb
        eret
        nop
5:      nop
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        op      OP_EXPECT_CODE, C0_EPC, guest_vectors + 0x200
        expect_at GUEST_FIELD(C0_EPC), 5b
        expect  C0_GUESTCTL2, 0, GRIPL

        check   inject.in_user_mode, MODES
        guest   C0_STATUS, GUEST_IE
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        in_guest_user
        nop
        nop
        end
        interrupted 3, guest_vectors + 0x200

        check   inject.not_in_delay_slot, MODES
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        in_guest
        b       5f
        ei
        nop
5:      nop
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect_at GUEST_FIELD(C0_EPC), 5b
        expect_guest C0_CAUSE, 0, CAUSE_BD

        check   inject.stays_for_root, MODES
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        in_root
        nop
        end
        finishes
        expect  C0_GUESTCTL2, 3 << 24, GRIPL

        check   inject.taken_once, CLEARED
        guest   C0_STATUS, GUEST_IE
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        at_once
        interrupted 3, guest_vectors + 0x200
        guest   C0_STATUS, GUEST_IE
        at_once
        finishes

        check   inject.withdrawn, CLEARED
        guest   C0_STATUS, GUEST_IE
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        root    C0_GUESTCTL2, 0
        at_once
        finishes

        .irp    offset, 0, 0x40, 0x180, 0x200, 0x220, 0x3c0, 0xffc
        check   inject.offset.\offset, OFFSET
        guest   C0_STATUS, GUEST_IE
        root    C0_GUESTCTL2, REQUEST(2, \offset)
        at_once
        interrupted 2, guest_vectors + \offset
        .endr

        choice  inject.without_iv, PLAIN
        guest   C0_STATUS, GUEST_IE
        guest   C0_CAUSE, 0
        root    C0_GUESTCTL2, REQUEST(2, 0x240)
        at_once
        interrupted 2, guest_vectors + 0x180

        choice  inject.without_vs, PLAIN
        guest   C0_STATUS, GUEST_IE
        guest   C0_INTCTL, 0
        root    C0_GUESTCTL2, REQUEST(2, 0x240)
        at_once
        interrupted 2, guest_vectors + 0x200

        choice  inject.bev, PLAIN
        guest   C0_STATUS, GUEST_IE | STATUS_BEV
        root    C0_GUESTCTL2, REQUEST(2, 0x240)
        at_once
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_EPC, 0xBFC00400 | ISA
        expect_at GUEST_FIELD(C0_EPC), 1b

        choice  inject.bev.without_iv, PLAIN
        guest   C0_STATUS, GUEST_IE | STATUS_BEV
        guest   C0_CAUSE, 0
        root    C0_GUESTCTL2, REQUEST(2, 0x240)
        at_once
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_EPC, 0xBFC00380 | ISA

/* With MC and without FCD root hears of it before the guest's first instruction there. */
        check   inject.ghfc, REPORT
        guest   C0_STATUS, GUEST_IE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_MC
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        at_once
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect  C0_CAUSE, EXC_GE << 2, CAUSE_EXCCODE | CAUSE_BD
        expect  C0_GUESTCTL0, GEXC_GHFC << 2, GUESTCTL0_GEXCCODE
        op      OP_EXPECT_CODE, C0_EPC, guest_vectors + 0x200
        expect_at GUEST_FIELD(C0_EPC), 1b
        expect_guest C0_STATUS, STATUS_EXL, STATUS_EXL
        expect  C0_GUESTCTL2, 0, GRIPL
        resume
        interrupted 3, guest_vectors + 0x200

        check   inject.ghfc.fcd, REPORT
        guest   C0_STATUS, GUEST_IE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_MC
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD
        root    C0_GUESTCTL2, REQUEST(3, 0x200)
        at_once
        interrupted 3, guest_vectors + 0x200

/* A guest with two shadow sets of its own, 2 and 3 of the chip's. */
        check   inject.shadow_set, SETS
        guest   C0_STATUS, GUEST_IE
        guest   C0_SRSCTL, 1 << 26
        root    C0_SRSCTL, 2 << 6
        root    C0_GUESTCTL3, 2
        root    C0_GUESTCTL2, REQUEST(3, 0x200) | 1 << 18
        at_once
        interrupted 3, guest_vectors + 0x200
        expect_guest C0_SRSCTL, 1 << 26 | 1 << 18 | 1, 15 << 26 | 15 << 18 | 15 << 6 | 15

/* Root's own interrupts come whatever the guest has set. */
        .macro  interrupted_by_root name, bits
        check   interrupt.of_root.\name, MODES
        guest   C0_STATUS, STATUS_CU0 | \bits
        in_guest
2:      b       2b
        nop
        end
        expect  VECTOR_FIELD, VECTOR_INTERRUPT
        expect  C0_CAUSE, EXC_INT << 2 | CAUSE_BIT_TI, CAUSE_EXCCODE | CAUSE_BIT_TI
        expect_guest C0_STATUS, STATUS_CU0 | \bits
        .endm
        interrupted_by_root ie0, 0
        interrupted_by_root ie1, STATUS_IE
        interrupted_by_root exl, STATUS_EXL
        interrupted_by_root erl, STATUS_ERL
        interrupted_by_root ipl, STATUS_IE | STATUS_IPL | STATUS_IPL7
