/*
 * Guest Software Field Change: a guest's MTC0 that would change a field that root wants to know of
 * leaves before it does; the same value, another field, or GuestCtl0Ext.FCD = 1, and it executes.
 */
#include "../check.inc"

        source  SEEN, "MD00847 Guest Software Field Change; Linux arch/mips/kvm/vz.c, tinyVP"
        source  SFC, "MD00847 GuestCtl0.SFC1; Imagination's VMM for L4"
        source  FCD, "MD00847 GuestCtl0Ext.FCD"
        source  SAME, "MD00847: only a change of the field raises it"
        source  FREE, "MD00847; prpl-hypervisor's and tinyVP's guests write these freely"
        source  LIST, "decision: which fields raise it"
        source  ORDER, "decision: GPSI comes before"

        .macro  writing number, select, value
        gpr     4, \value
        in_guest
        nop
2:      mtc0    $4, $\number, \select
        end
        .endm

/*
 * A field that is set, and one that is cleared: each leaves, each executes with FCD, and neither
 * does if the field is so already. UM changes under EXL, for the guest to stay in kernel mode.
 */
        .macro  reported kind, name, number, select, base, bits, guestctl0=DEFAULT_GUESTCTL0
        \kind   gsfc.\name\().set, LIST_OR_\kind
        root    C0_GUESTCTL0, \guestctl0
        guest   CP0(\number, \select), \base
        writing \number, \select, \base | \bits
        exits   GEXC_GSFC
        expect_guest CP0(\number, \select), \base

        \kind   gsfc.\name\().clear, LIST_OR_\kind
        root    C0_GUESTCTL0, \guestctl0
        guest   CP0(\number, \select), \base | \bits
        writing \number, \select, \base
        exits   GEXC_GSFC
        expect_guest CP0(\number, \select), \base | \bits

        check   runs.gsfc.\name\().set.fcd1, FCD
        root    C0_GUESTCTL0, \guestctl0
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD
        guest   CP0(\number, \select), \base
        writing \number, \select, \base | \bits
        finishes
        expect_guest CP0(\number, \select), \base | \bits

        check   runs.gsfc.\name\().clear.fcd1, FCD
        root    C0_GUESTCTL0, \guestctl0
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD
        guest   CP0(\number, \select), \base | \bits
        writing \number, \select, \base
        finishes
        expect_guest CP0(\number, \select), \base

        check   runs.gsfc.\name\().same, SAME
        root    C0_GUESTCTL0, \guestctl0
        guest   CP0(\number, \select), \base | \bits
        writing \number, \select, \base | \bits
        finishes

        check   runs.gsfc.\name\().already_clear, SAME
        root    C0_GUESTCTL0, \guestctl0
        guest   CP0(\number, \select), \base
        writing \number, \select, \base
        finishes
        .endm

        .macro  unreported kind, name, number, select, base, bits, guestctl0=DEFAULT_GUESTCTL0
        \kind   runs.gsfc.\name\().set, FREE_OR_\kind
        root    C0_GUESTCTL0, \guestctl0
        guest   CP0(\number, \select), \base
        writing \number, \select, \base | \bits
        finishes
        expect_guest CP0(\number, \select), \base | \bits, \bits

        \kind   runs.gsfc.\name\().clear, FREE_OR_\kind
        root    C0_GUESTCTL0, \guestctl0
        guest   CP0(\number, \select), \base | \bits
        writing \number, \select, \base
        finishes
        expect_guest CP0(\number, \select), \base, \bits
        .endm

        .set    LIST_OR_check, SEEN
        .set    LIST_OR_choice, LIST
        .set    FREE_OR_check, FREE
        .set    FREE_OR_choice, LIST

        reported check, status.cu1, 12, 0, STATUS_CU0, STATUS_CU1
        reported check, status.fr, 12, 0, STATUS_CU0, STATUS_FR
        reported choice, status.rp, 12, 0, STATUS_CU0, STATUS_RP
        reported choice, status.mx, 12, 0, STATUS_CU0, STATUS_MX
        reported choice, status.bev, 12, 0, STATUS_CU0, STATUS_BEV
        reported choice, status.um.mc1, 12, 0, STATUS_CU0 | STATUS_EXL, STATUS_UM, DEFAULT_GUESTCTL0 | GUESTCTL0_MC
        reported choice, status.exl.mc1, 12, 0, STATUS_CU0, STATUS_EXL, DEFAULT_GUESTCTL0 | GUESTCTL0_MC
        reported check, cause.dc, 13, 0, CAUSE_IV, CAUSE_DC
        reported check, cause.iv, 13, 0, 0, CAUSE_IV
        reported check, intctl.vs, 12, 1, 0x20, 0x3C0
        reported check, pagegrain.rie, 5, 1, 0, 0x80000000
        reported check, pagegrain.xie, 5, 1, 0, 0x40000000
        reported check, pagegrain.iec, 5, 1, 0, 0x08000000
        reported check, config5.ufr, 16, 5, 1, 4, DEFAULT_GUESTCTL0 | GUESTCTL0_CF

        unreported check, status.cu1.sfc1, 12, 0, STATUS_CU0, STATUS_CU1, DEFAULT_GUESTCTL0 | GUESTCTL0_SFC1
        unreported check, status.ie, 12, 0, STATUS_CU0, STATUS_IE
        unreported check, status.im, 12, 0, STATUS_CU0, STATUS_IM
        unreported check, status.ipl, 12, 0, STATUS_CU0, STATUS_IPL
        unreported check, status.cu0, 12, 0, 0, STATUS_CU0
        unreported choice, status.um, 12, 0, STATUS_CU0 | STATUS_EXL, STATUS_UM
        unreported choice, status.exl, 12, 0, STATUS_CU0, STATUS_EXL
        unreported choice, status.ipl7, 12, 0, STATUS_CU0, STATUS_IPL7
        unreported choice, status.erl, 12, 0, STATUS_CU0, STATUS_ERL
        unreported check, cause.ip0, 13, 0, CAUSE_IV, CAUSE_IP0
        unreported check, cause.ip1, 13, 0, CAUSE_IV, CAUSE_IP1

/* Registers without such a field. */
        .macro  unreported_register name, number, select, value
        check   runs.gsfc.\name, FREE
        writing \number, \select, \value
        finishes
        .endm
        unreported_register context, 4, 0, 0xFF800000
        unreported_register pagemask, 5, 0, 0x1FFFE000
        unreported_register wired, 6, 0, 15
        unreported_register hwrena, 7, 0, 0x2000000F
        unreported_register entryhi, 10, 0, 0xFFFFE0FF
        unreported_register epc, 14, 0, 0xFFFFFFFF
        unreported_register ebase, 15, 1, 0xBFFFF000
        unreported_register errorepc, 30, 0, 0xFFFFFFFF
        unreported_register kscratch1, 31, 2, 0xFFFFFFFF

/* SFC2 stands for a coprocessor this core has not: CU2 does not change. */
        choice  runs.gsfc.status.cu2, LIST
        writing 12, 0, STATUS_CU0 | STATUS_CU2
        finishes
        expect_guest C0_STATUS, STATUS_CU0

/* Root does what the guest wanted, and the guest goes on behind it. */
        check   gsfc.resumed_after, SEEN
        writing 12, 0, STATUS_CU0 | STATUS_CU1
        exits   GEXC_GSFC
        guest   C0_STATUS, STATUS_CU0 | STATUS_CU1
        resume  4
        finishes
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_CU1

/* Root lets later changes pass: SFC1 set in the handler, the instruction again. */
        check   gsfc.resumed_at.with_sfc1, SFC
        writing 12, 0, STATUS_CU0 | STATUS_CU1
        exits   GEXC_GSFC
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_SFC1
        resume
        finishes
        expect_guest C0_STATUS, STATUS_CU0 | STATUS_CU1

        check   gsfc.cu1.with_sfc1.other_field, SFC
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_SFC1
        writing 12, 0, STATUS_CU0 | STATUS_CU1 | STATUS_FR
        exits   GEXC_GSFC
        expect_guest C0_STATUS, STATUS_CU0

        choice  gsfc.cp0_0, ORDER
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST
        writing 12, 0, STATUS_CU0 | STATUS_CU1
        exits   GEXC_GPSI

        choice  gsfc.config5.cf0, ORDER
        guest   C0_CONFIG5, 1
        writing 16, 5, 5
        exits   GEXC_GPSI

        choice  gsfc.pagegrain.mg1, ORDER
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_MG
        writing 5, 1, 0x80000000
        exits   GEXC_GPSI

/* In the guest's user mode with CU0. */
        check   gsfc.user_with_cu0, SEEN
        gpr     4, STATUS_CU0 | STATUS_UM | STATUS_CU1
        in_guest_user
2:      mtc0    $4, $12
        end
        exits   GEXC_GSFC
