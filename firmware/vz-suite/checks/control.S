/* What software can write into CP0, of root and, by MTGC0, of a guest; and what is fixed. */
#include "../check.inc"

        source  WRITABLE, "PIC32MZ-EF device pack: which bits can be written; MD00091"
        source  FIXED, "PIC32MZ-EF device pack: configuration registers"
        source  VZ, "MD00847"
        source  AT_RULE, "decision: AT keeps 1 and 3, and what it was otherwise"
        source  THREE_BITS, "decision: GuestCtl1 has three bits of ID and of RID"
        source  NO_DRG, "decision: DRG, RAD and PT read 0"
        source  GUESTS, "MD00847 MFGC0, MTGC0; tinyVP, Linux arch/mips/kvm"
        source  VIEWS, "MD00091 View_IPL, View_RIPL"
        source  BI_BP, "decision: Config3.BI and BP are 1, Config4 names KScratch1 and 2"

/* Ones and zeros into a register, of which the mask keeps them. */
        .macro  keeps kind, source, name, register, mask, looked_at=-1
        \kind   control.root.\name\().ones, \source
        root    \register, -1
        expect  \register, (\mask) & (\looked_at), \looked_at
        root    \register, 0
        \kind   control.root.\name\().zeros, \source
        root    \register, 0
        expect  \register, 0, \looked_at & ~0x80000000
        .endm

        .macro  guest_keeps kind, source, name, register, mask, looked_at=-1
        \kind   control.guest.\name\().ones, \source
        guest   \register, -1
        expect_guest \register, (\mask) & (\looked_at), \looked_at
        guest   \register, 0
        .endm

        keeps   check, WRITABLE, context, C0_CONTEXT, 0xFF800000, 0xFF80000F
        keeps   check, WRITABLE, userlocal, C0_USERLOCAL, 0xFFFFFFFF
        keeps   check, WRITABLE, pagemask, C0_PAGEMASK, 0x1FFFE000
        keeps   check, WRITABLE, pagegrain, C0_PAGEGRAIN, 0xC8000000
        keeps   check, WRITABLE, wired, C0_WIRED, 0x1F, 0xFFFFFFE0
        keeps   check, WRITABLE, hwrena, C0_HWRENA, 0x2000000F
        keeps   check, WRITABLE, entryhi, C0_ENTRYHI, 0xFFFFE0FF, 0xFFFFFAFF
        keeps   check, WRITABLE, compare, C0_COMPARE, 0xFFFFFFFF
        keeps   check, WRITABLE, srsmap, C0_SRSMAP, 0xFFFFFFFF
        keeps   check, WRITABLE, srsmap2, C0_SRSMAP2, 0xFF
        keeps   check, WRITABLE, nestedepc, CP0(14, 2), 0xFFFFFFFF, 0
        keeps   check, WRITABLE, datalo, CP0(28, 1), 0xFFFFFFFF
        keeps   check, WRITABLE, desave, CP0(31, 0), 0xFFFFFFFF
        keeps   check, WRITABLE, kscratch1, C0_KSCRATCH1, 0xFFFFFFFF
        keeps   check, WRITABLE, kscratch2, C0_KSCRATCH2, 0xFFFFFFFF
        keeps   check, VZ, gtoffset, C0_GTOFFSET, 0xFFFFFFFF
        keeps   check, VZ, guestctl2, C0_GUESTCTL2, 0xFF3CFFFF, 0xFF3CFFFF
        keeps   check, VZ, guestctl3, C0_GUESTCTL3, 0x7, 0x7
        keeps   check, VZ, guestctl0ext, C0_GUESTCTL0EXT, 0x5F, 0x5F
        keeps   choice, THREE_BITS, guestctl1, C0_GUESTCTL1, 0x00070007
        .irp    n, 0, 1, 2, 3
        check   control.root.watchhi\n\().ones, WRITABLE
        root    CP0(19, \n), -1
        expect  CP0(19, \n), 0x40FF0FF8, 0x7FFFFFF8
        root    CP0(19, \n), 0
        .endr
        .irp    n, 0, 2
        check   control.root.perfctl\n\().fields, WRITABLE
        root    CP0(25, \n), 0x0180FFE0
        expect  CP0(25, \n), 0x0180FFE0, 0x7FFFFFFF
        root    CP0(25, \n), 0
        .endr

        guest_keeps check, GUESTS, context, C0_CONTEXT, 0xFFFFFFF0, 0xFFFFFFFF
        guest_keeps check, GUESTS, userlocal, C0_USERLOCAL, 0xFFFFFFFF
        guest_keeps check, GUESTS, pagemask, C0_PAGEMASK, 0x1FFFE000
        guest_keeps check, GUESTS, pagegrain, C0_PAGEGRAIN, 0xC8000000
        guest_keeps check, GUESTS, hwrena, C0_HWRENA, 0x2000000F
        guest_keeps check, GUESTS, badvaddr, C0_BADVADDR, 0xFFFFFFFF
        guest_keeps check, GUESTS, badinstr, C0_BADINSTR, 0xFFFFFFFF
        guest_keeps check, GUESTS, badinstrp, C0_BADINSTRP, 0xFFFFFFFF
        guest_keeps check, GUESTS, entryhi, C0_ENTRYHI, 0xFFFFE0FF, 0xFFFFFAFF
        guest_keeps check, GUESTS, compare, C0_COMPARE, 0xFFFFFFFF
        guest_keeps check, GUESTS, ebase, C0_EBASE, 0xBFFFF000
        guest_keeps check, GUESTS, epc, C0_EPC, 0xFFFFFFFF
        guest_keeps check, GUESTS, nestedepc, C0_NESTEDEPC, 0xFFFFFFFF
        guest_keeps check, GUESTS, errorepc, C0_ERROREPC, 0xFFFFFFFF
        guest_keeps check, GUESTS, kscratch1, C0_KSCRATCH1, 0xFFFFFFFF
        guest_keeps check, GUESTS, kscratch2, C0_KSCRATCH2, 0xFFFFFFFF
        guest_keeps check, GUESTS, srsmap, C0_SRSMAP, 0xFFFFFFFF
        guest_keeps check, GUESTS, cause, C0_CAUSE, 0xF883FF7C, 0xF883FF7C
        guest_keeps check, GUESTS, status.supervisor_bit, C0_STATUS, 0, 1 << 3

/* What MFGC0 and MTGC0 find where the guest has nothing. */
        .macro  absent name, register
        check   control.guest.absent.\name, GUESTS
        guest   \register, -1
        expect_guest \register, 0
        .endm
        absent  guestctl1, C0_GUESTCTL1
        absent  guestctl0ext, C0_GUESTCTL0EXT
        absent  guestctl0, C0_GUESTCTL0
        check   control.guest.absent.gtoffset, GUESTS
        root    C0_GTOFFSET, 0x1234
        guest   C0_GTOFFSET, -1
        expect_guest C0_GTOFFSET, 0
        expect  C0_GTOFFSET, 0x1234

        check   control.status.no_supervisor_mode, WRITABLE
        in_root
        mfc0    $4, $12
        ori     $5, $4, 8
        mtc0    $5, $12
        ehb
        mfc0    $2, $12
        mtc0    $4, $12
        ehb
        end
        finishes
        expect_gpr 2, 0, 8

        .irp    at, 0, 1, 2
        choice  control.at.\at, AT_RULE
        in_root
        mfc0    $4, $12, 6
        li      $6, \at
        move    $5, $4
        ins     $5, $6, 26, 2
        mtc0    $5, $12, 6
        ehb
        mfc0    $2, $12, 6
        mtc0    $4, $12, 6
        ehb
        end
        finishes
        .if     \at == 1
        expect_gpr 2, 1 << 26, 3 << 26
        .else
        expect_gpr 2, 3 << 26, 3 << 26
        .endif
        .endr

        choice  control.guestctl0.fixed, NO_DRG
        in_root
        mfc0    $4, $12, 6
        lui     $6, 0x0004
        ori     $6, $6, 0x0300
        or      $5, $4, $6
        mtc0    $5, $12, 6
        ehb
        mfc0    $2, $12, 6
        mtc0    $4, $12, 6
        end
        finishes
        expect_gpr 2, 1 << 22 | 1 << 19 | 1 << 7, 1 << 22 | 1 << 19 | 1 << 7 | 1 << 18 | 3 << 8

/* ---- Configuration. */
        check   control.config, FIXED
        expect  C0_CONFIG, 0x80240480, 0x803FFFF8
        check   control.config1, FIXED
        expect  C0_CONFIG1, 0x9E9B0D9B
        check   control.config2, FIXED
        expect  CP0(16, 2), 0x80000000
        check   control.config3, FIXED
        expect  C0_CONFIG3, 0x80A23D68, 0x80FE3FFF
        choice  control.config3.badinstr, BI_BP
        expect  C0_CONFIG3, 0x0C000000, 0x0C000000
        choice  control.config4.kscratch, BI_BP
        expect  CP0(16, 4), 0x800C0000
        check   control.config5, FIXED
        expect  C0_CONFIG5, 1, ~4
        check   control.config7, FIXED
        expect  CP0(16, 7), 0x80000000
        check   control.prid.company, FIXED
        expect  C0_PRID, 0x00010000, 0x00FF0000
        check   control.srsctl.hss, FIXED
        expect  C0_SRSCTL, 7 << 26, 15 << 26
        check   control.guest.config1, GUESTS
        expect_guest C0_CONFIG1, 1 << 31, 1 << 31
        check   control.guest.config3.vz, VZ
        expect_guest C0_CONFIG3, 0, 1 << 23

/* ---- Views of the priority levels. */
        .irp    level, 0, 1, 0x55, 0x80, 0xff
        check   control.view_ipl.read.\level, VIEWS
        guest   C0_STATUS, STATUS_CU0 | ((\level) & 0x7F) << 10 | ((\level) & 0x80) << 11
        expect_guest CP0(12, 4), (\level) << 2
        check   control.view_ipl.write.\level, VIEWS
        guest   CP0(12, 4), (\level) << 2
        expect_guest C0_STATUS, ((\level) & 0x7F) << 10 | ((\level) & 0x80) << 11, STATUS_IPL | STATUS_IPL7
        check   control.view_ripl.\level, VIEWS
        guest   C0_CAUSE, (\level) << 10 | CAUSE_IP1
        expect_guest CP0(13, 4), (\level) << 2 | 2
        .endr
