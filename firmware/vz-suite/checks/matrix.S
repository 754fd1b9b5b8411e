/*
 * Which CP0 register a guest reads and writes by itself, and which access is Guest Privileged
 * Sensitive: every register under every control of GuestCtl0 and GuestCtl0Ext that decides it.
 */
#include "../check.inc"
#include "registers.inc"

        source  CP0_RULE, "MD00847 GuestCtl0.CP0"
        source  AT_RULE, "decision: AT = 1 traps what GuestCtl0Ext.MG does"
        source  MG_RULE, "decision: the group of GuestCtl0Ext.MG"
        source  OG_RULE, "decision: the group of GuestCtl0Ext.OG"
        source  BG_RULE, "decision: the group of GuestCtl0Ext.BG"
        source  CU0_RULE, "MD00091 Status.CU; MD00847: the guest's CP0 decides first"
        source  ABSENT_RULE, "decision: a number without a register is GPSI"
        source  CF_RULE, "MD00847 GuestCtl0.CF; Linux arch/mips/kvm/vz.c"
        source  NO_VZ, "MD00847: a guest does not see Config3.VZ"
        source  GT_RULE, "MD00847 GuestCtl0.GT; tinyVP; Linux arch/mips/kvm/vz.c"

/* The two snippets all of this is about; what is read goes to $2, what is written is in $4. */
        .macro  reads number, select, mode=in_guest
        \mode
        nop
2:      mfc0    $2, $\number, \select
        end
        .endm

        .macro  writes number, select, value, mode=in_guest
        gpr     4, \value
        \mode
        nop
2:      mtc0    $4, $\number, \select
        end
        .endm

        .macro  gpsi_read kind, source, name, number, select, mode=in_guest
        \kind   \name, \source
        reads   \number, \select, \mode
        exits   GEXC_GPSI
        expect_gpr 2, 0xA5A50002
        .endm

        .macro  gpsi_write kind, source, name, number, select, value=0, mode=in_guest
        \kind   \name, \source
        writes  \number, \select, \value, \mode
        exits   GEXC_GPSI
        .endm

/* Controls for one check: root register, value. */
        .macro  under register, value
        .set    control_register, \register
        .set    control_value, \value
        .endm

        .macro  controlled
        root    control_register, control_value
        .endm

/* Every register with the controls of every check. */
        .macro  own_is_read kind, source, name, number, select, group, access, value, mask
        \kind   runs.mfc0.\name, \source
        .ifnc   \access, none
        guest   CP0(\number, \select), \value
        .endif
        reads   \number, \select
        finishes
        .ifnc   \access, none
        expect_gpr 2, \value & \mask, \mask
        .endif
        .endm
        each_own own_is_read

        .macro  own_is_written kind, source, name, number, select, group, access, value, mask
        \kind   runs.mtc0.\name, \source
        writes  \number, \select, \value
        finishes
        .ifc    \access, rw
        expect_guest CP0(\number, \select), \value & \mask, \mask
        .endif
        .ifc    \access, ro
        expect_guest CP0(\number, \select), 0, \mask
        .endif
        .endm
        each_own own_is_written

        .macro  roots_traps kind, source, name, number, select
        gpsi_read \kind, \source, gpsi.mfc0.\name, \number, \select
        gpsi_write \kind, \source, gpsi.mtc0.\name, \number, \select
        .endm
        each_roots roots_traps

        .macro  absent_traps number, select
        gpsi_read choice, ABSENT_RULE, gpsi.mfc0.absent.\number\().\select, \number, \select
        gpsi_write choice, ABSENT_RULE, gpsi.mtc0.absent.\number\().\select, \number, \select
        .endm
        each_absent absent_traps

/* CP0 = 0: everything. */
        .macro  without_cp0 name, number, select, value
        .irp    direction, read, write
        .ifc    \direction, read
        check   gpsi.mfc0.\name\().cp0_0, CP0_RULE
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST
        reads   \number, \select
        .else
        check   gpsi.mtc0.\name\().cp0_0, CP0_RULE
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST
        writes  \number, \select, \value
        .endif
        exits   GEXC_GPSI
        .endr
        .endm

        .macro  own_without_cp0 kind, source, name, number, select, group, access, value, mask
        without_cp0 \name, \number, \select, \value
        .endm
        each_own own_without_cp0

        .macro  named_without_cp0 kind, source, name, number, select
        without_cp0 \name, \number, \select, 0
        .endm
        each_config named_without_cp0
        each_roots named_without_cp0

/* The groups of GuestCtl0Ext, and AT = 1 with that of MG. */
        .macro  member source, name, number, select, group, value, setting, trapping
        .ifc    \group, \trapping
        choice  gpsi.mfc0.\name\().\setting, \source
        controlled
        reads   \number, \select
        exits   GEXC_GPSI
        choice  gpsi.mtc0.\name\().\setting, \source
        controlled
        writes  \number, \select, \value
        exits   GEXC_GPSI
        .else
        choice  runs.mfc0.\name\().\setting, \source
        controlled
        reads   \number, \select
        finishes
        choice  runs.mtc0.\name\().\setting, \source
        controlled
        writes  \number, \select, \value
        finishes
        .endif
        .endm

        .macro  member_of_mmu kind, source, name, number, select, group, access, value, mask
        member  MG_RULE, \name, \number, \select, \group, \value, mg1, mmu
        .endm
        under   C0_GUESTCTL0EXT, GUESTCTL0EXT_MG
        each_own member_of_mmu

        .macro  member_of_bad kind, source, name, number, select, group, access, value, mask
        member  BG_RULE, \name, \number, \select, \group, \value, bg1, bad
        .endm
        under   C0_GUESTCTL0EXT, GUESTCTL0EXT_BG
        each_own member_of_bad

        .macro  member_of_other kind, source, name, number, select, group, access, value, mask
        member  OG_RULE, \name, \number, \select, \group, \value, og1, other
        .endm
        under   C0_GUESTCTL0EXT, GUESTCTL0EXT_OG
        each_own member_of_other

        .macro  member_at1 kind, source, name, number, select, group, access, value, mask
        .ifnc   \name, status
        member  AT_RULE, \name, \number, \select, \group, \value, at1, mmu
        .endif
        .endm
        under   C0_GUESTCTL0, GUESTCTL0_CP0 | GUESTCTL0_AT_ROOT
        each_own member_at1

/* Guest user mode: Coprocessor Unusable in the guest without CU0, as in kernel mode with it. */
        .macro  unusable name, number, select
        check   cpu.mfc0.\name\().user, CU0_RULE
        guest   C0_STATUS, 0
        reads   \number, \select, in_guest_user
        exception_in_guest EXC_CPU
        expect_guest C0_CAUSE, 0, CAUSE_CE
        check   cpu.mtc0.\name\().user, CU0_RULE
        guest   C0_STATUS, 0
        writes  \number, \select, 0, in_guest_user
        exception_in_guest EXC_CPU
        expect_guest C0_CAUSE, 0, CAUSE_CE
        .endm

        .macro  own_for_user kind, source, name, number, select, group, access, value, mask
        unusable \name, \number, \select
        \kind   runs.mfc0.\name\().user_with_cu0, CU0_RULE
        reads   \number, \select, in_guest_user
        finishes
        .endm
        each_own own_for_user

        .macro  roots_for_user kind, source, name, number, select
        unusable \name, \number, \select
        gpsi_read \kind, CU0_RULE, gpsi.mfc0.\name\().user_with_cu0, \number, \select, in_guest_user
        .endm
        each_roots roots_for_user

/* RI and FCD have no part in it. */
        .macro  roots_under_ri kind, source, name, number, select
        \kind   gpsi.mfc0.\name\().ri1, \source
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_RI
        reads   \number, \select
        exits   GEXC_GPSI
        \kind   gpsi.mtc0.\name\().fcd1, \source
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_FCD
        writes  \number, \select, 0
        exits   GEXC_GPSI
        .endm
        each_roots roots_under_ri

/* Config0 to 5: read always, written with CF; Config7: read always, written never. */
        .macro  config_access kind, source, name, number, select
        check   runs.mfc0.\name, \source
        reads   \number, \select
        finishes
        expect_same GPR_FIELD(2), GUEST_FIELD(CP0(\number, \select))
        gpsi_write \kind, CF_RULE, gpsi.mtc0.\name\().cf0, \number, \select
        .endm
        each_config config_access

        check   runs.mfc0.config7, TVP
        reads   16, 7
        finishes
        expect_same GPR_FIELD(2), GUEST_FIELD(CP0(16, 7))
        gpsi_write check, KVM, gpsi.mtc0.config7, 16, 7

        check   gpsi.mtc0.config7.cf1, KVM
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_CF
        writes  16, 7, 0
        exits   GEXC_GPSI

        .irp    k0, 2, 3
        check   runs.mtc0.config.cf1.k0_\k0, CF_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_CF
        writes  16, 0, \k0
        finishes
        expect_guest C0_CONFIG, \k0, 7
        .endr

        .irp    select, 1, 2, 4
        check   runs.mtc0.config\select\().cf1, CF_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_CF
        in_guest
        mfc0    $5, $16, \select
2:      mtc0    $0, $16, \select
        ehb
        mfc0    $2, $16, \select
        end
        finishes
        expect_same GPR_FIELD(2), GPR_FIELD(5)
        .endr

        check   runs.mtc0.config3.cf1.isaonexc, CF_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_CF
        in_guest
        mfc0    $5, $16, 3
        li      $6, 1 << 16
        xor     $6, $6, $5
2:      mtc0    $6, $16, 3
        ehb
        mfc0    $2, $16, 3
        end
        finishes
        expect_same GPR_FIELD(2), GPR_FIELD(6)

        check   view.config3.vz, NO_VZ
        reads   16, 3
        finishes
        expect_gpr 2, 0, 1 << 23

/* Count and Compare. */
        gpsi_read check, GT_RULE, gpsi.mfc0.count.gt0, 9, 0
        gpsi_write check, GT_RULE, gpsi.mtc0.count.gt0, 9, 0
        gpsi_read check, GT_RULE, gpsi.mfc0.compare.gt0, 11, 0
        gpsi_write check, GT_RULE, gpsi.mtc0.compare.gt0, 11, 0

        check   runs.mfc0.count.gt1, GT_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        reads   9, 0
        finishes

        check   gpsi.mtc0.count.gt1, GT_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        writes  9, 0, 0
        exits   GEXC_GPSI

        check   runs.mfc0.compare.gt1, GT_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        guest   C0_COMPARE, 0x5A5A1234
        reads   11, 0
        finishes
        expect_gpr 2, 0x5A5A1234

        check   runs.mtc0.compare.gt1, GT_RULE
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT
        writes  11, 0, 0x5A5A1234
        finishes
        expect_guest C0_COMPARE, 0x5A5A1234

        check   gpsi.mfc0.count.cp0_0.gt1, CP0_RULE
        root    C0_GUESTCTL0, GUESTCTL0_AT_GUEST | GUESTCTL0_GT
        reads   9, 0
        exits   GEXC_GPSI
