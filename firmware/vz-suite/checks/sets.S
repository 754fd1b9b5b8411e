/* Shadow register sets: root's, and a guest's from GuestCtl3.GLSS. */
#include "../check.inc"

        source  ENTRY, "MD00847 GuestCtl3; tinyVP, prpl-hypervisor: a guest runs in the set GLSS"
        source  ROOTS, "MD00091 SRSCtl; MD00086 RDPGPR, WRPGPR"
        source  OWN, "phidias: a guest with shadow sets of its own"
        source  NONE, "phidias: RDPGPR of a guest without shadow sets is GPSI"

#define PSS(set) ((set) << 6)
#define SETS_OF_SRSCTL (15 << 6 | 15)

        .irp    set, 1, 2, 3, 4, 5, 6, 7
        check   sets.guest_runs_in.\set, ENTRY
        root    C0_SRSCTL, PSS(\set)
        root    C0_GUESTCTL3, \set
        in_guest
        li      $2, 0x1234 + \set
        li      $25, 0x5678
        end
        finishes
        expect  C0_SRSCTL, PSS(\set), SETS_OF_SRSCTL
        expect  PREVIOUS_GPR_FIELD(2), 0x1234 + \set
        expect  PREVIOUS_GPR_FIELD(25), 0x5678
        expect_gpr 2, 0xA5A50002
        expect_gpr 25, 0xA5A50019

        check   sets.root_runs_in.\set, ROOTS
        root    C0_SRSCTL, PSS(\set)
        in_root
        li      $7, 0x4321 + \set
        mfc0    $8, $12, 2
        end
        expect  C0_SRSCTL, PSS(\set), SETS_OF_SRSCTL
        expect  PREVIOUS_GPR_FIELD(7), 0x4321 + \set
        expect  PREVIOUS_GPR_FIELD(8), \set, 15
        expect_gpr 7, 0xA5A50007
        .endr

        check   sets.current_and_previous, ROOTS
        in_root
        mfc0    $4, $12, 2
        end
        finishes
        expect_gpr 4, 0, 15
        expect_gpr 4, 7 << 26, 15 << 26

        .irp    set, 1, 2, 3, 4, 5, 6, 7
        check   sets.survive.\set, ROOTS
        in_root
        li      $8, PSS(\set)
        li      $9, 0x7700 + \set
        mtc0    $8, $12, 2
        ehb
        wrpgpr  $2, $9
        wrpgpr  $0, $9
        mtc0    $0, $12, 2
        ehb
        rdpgpr  $5, $2
        mtc0    $8, $12, 2
        ehb
        rdpgpr  $3, $2
        rdpgpr  $4, $0
        mtc0    $0, $12, 2
        ehb
        end
        finishes
        expect_gpr 3, 0x7700 + \set
        expect_gpr 4, 0
        expect_gpr 5, 0xA5A50002
        .endr

        .irp    instruction, rdpgpr, wrpgpr
        check   sets.guest_without.\instruction, NONE
        in_guest
2:      \instruction $2, $3
        end
        exits   GEXC_GPSI
        .endr

/* A guest with sets 2 and 3 of the chip's as its 0 and 1; exceptions go to its set 1. */
        .macro  two_sets
        guest   C0_SRSCTL, 1 << 26 | 1 << 12
        root    C0_SRSCTL, PSS(2)
        root    C0_GUESTCTL3, 2
        .endm

        check   sets.guest_exception_changes_set, OWN
        two_sets
        in_guest
2:      syscall
        end
        exception_in_guest EXC_SYS
        expect_guest C0_SRSCTL, PSS(0) | 1, SETS_OF_SRSCTL

        check   sets.guest_eret_changes_back, OWN
        two_sets
        guest   C0_SRSCTL, 1 << 26 | PSS(1)
        guest   C0_STATUS, STATUS_CU0 | STATUS_EXL
        in_guest
        bal     5f
        nop
5:      addiu   $31, $31, 6f - 5b
        mtc0    $31, $14
        ehb
        eret
        nop
6:      nop
        end
        expect  VECTOR_FIELD, VECTOR_GENERAL
        expect_guest C0_SRSCTL, 1, 15

        check   sets.guest_previous, OWN
        two_sets
        guest   C0_SRSCTL, 1 << 26 | PSS(1)
        in_guest
        li      $3, 0x2468
        wrpgpr  $9, $3
        li      $9, 0
        rdpgpr  $2, $9
        end
        finishes
        expect  PREVIOUS_GPR_FIELD(2), 0x2468
        root    C0_SRSCTL, PSS(3)
        in_root
        nop
        end
        expect  PREVIOUS_GPR_FIELD(9), 0x2468
