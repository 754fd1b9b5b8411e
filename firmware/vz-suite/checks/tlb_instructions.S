/* The TLB instructions of root and of a guest, and whose entries they work on. */
#include "../check.inc"
#include "../tlb.inc"

        source  TLB, "MD00086 TLBWI, TLBWR, TLBR, TLBP; MD00091"
        source  TAGS, "MD00847 GuestCtl1, TLBWI, TLBR, TLBP"
        source  GUESTS, "MD00847 TLBG instructions"
        source  RANDOM, "MD00091 Random, Wired"
        source  GRAIN, "MD00091 PageGrain, EntryLo"

#define ID_FIELDS (7 << 16 | 7)

/* What TLBR of an index shows; $2 EntryHi, $3 PageMask, $4 EntryLo0, $5 EntryLo1, $6 GuestCtl1. */
        .macro  reads_entry index, how=tlbr, move=mfc0, mode=in_root
        \mode
        li      $8, \index
        .ifc    \how, tlbgr
        mtgc0   $8, $0
        .else
        mtc0    $8, $0
        .endif
        ehb
2:      \how
        ehb
        \move   $2, $10
        \move   $3, $5
        \move   $4, $2
        \move   $5, $3
        .ifnc   \mode, in_guest
        mfc0    $6, $10, 4
        .endif
        end
        .endm

        .irp    asid, 0, 1, 0x5a, 0xff
        check   tlb.root.roundtrip.asid_\asid, TLB
        root_entry FREE_ENTRY, HI_1 | \asid, MASK_16K, LO(0x00040000, V | D), LO(0x00044000, V) | RI | XI, 0
        root    C0_GUESTCTL1, 7 << 16
        reads_entry FREE_ENTRY
        finishes
        expect_gpr 2, HI_1 | \asid
        expect_gpr 3, MASK_16K
        expect_gpr 4, LO(0x00040000, V | D)
        expect_gpr 5, LO(0x00044000, V) | RI | XI
        expect_gpr 6, 0, ID_FIELDS
        .endr

        check   tlb.root.global_needs_both, TLB
        root_entry FREE_ENTRY, HI_1, MASK_4K, LO(0x00040000, V | G), LO(0x00041000, V), 0
        reads_entry FREE_ENTRY
        finishes
        expect_gpr 4, 0, G
        expect_gpr 5, 0, G

        .irp    id, 1, 2, 3, 4, 5, 6, 7
        check   tlb.root.rid.\id, TAGS
        root_entry FREE_ENTRY, HI_1, MASK_4K, LO(0x00040000, V | D), LO(0x00041000, V | D), \id
        root    C0_GUESTCTL1, 0
        reads_entry FREE_ENTRY
        finishes
        expect_gpr 6, \id << 16, ID_FIELDS
        expect_gpr 4, G, G
        expect_gpr 5, G, G
        .endr

        check   tlb.root.invalid_entry, TAGS
        root_entry FREE_ENTRY, HI_1 | EHINV | 5, MASK_64K, LO(0x00040000, V | D), LO(0x00050000, V | D), 3
        root    C0_GUESTCTL1, 7 << 16
        reads_entry FREE_ENTRY
        finishes
        expect_gpr 2, EHINV
        expect_gpr 3, 0
        expect_gpr 4, 0
        expect_gpr 5, 0
        expect_gpr 6, 0, ID_FIELDS

        check   tlb.root.probe.hit, TLB
        root_entry FREE_ENTRY, HI_1 | 5, MASK_4K, LO(0x00040000, 0), LO(0x00041000, 0), 0
        root    C0_GUESTCTL1, 0
        root    C0_ENTRYHI, HI_1 | 5
        root_probe FREE_ENTRY

        check   tlb.root.probe.miss, TLB
        root    C0_GUESTCTL1, 0
        root    C0_ENTRYHI, HI_1
        root_probe 0x80000000

        check   tlb.root.probe.other_asid, TLB
        root_entry FREE_ENTRY, HI_1 | 5, MASK_4K, LO(0x00040000, V), LO(0x00041000, V), 0
        root    C0_GUESTCTL1, 0
        root    C0_ENTRYHI, HI_1 | 6
        root_probe 0x80000000

        check   tlb.root.probe.ehinv, TLB
        root_entry FREE_ENTRY, HI_1 | EHINV, MASK_4K, LO(0x00040000, V), LO(0x00041000, V), 0
        root    C0_GUESTCTL1, 0
        root    C0_ENTRYHI, HI_1
        root_probe 0x80000000

        .irp    id, 0, 1, 2, 7
        check   tlb.root.probe.rid_\id, TAGS
        root_entry FREE_ENTRY, HI_1, MASK_4K, LO(0x00040000, V), LO(0x00041000, V), 2
        root    C0_GUESTCTL1, \id << 16
        root    C0_ENTRYHI, HI_1
        .if     \id == 2
        root_probe FREE_ENTRY
        .else
        root_probe 0x80000000
        .endif
        .endr

/* TLBWR: between Wired and the last entry. */
        .irp    wired, 4, 8, 15
        check   tlb.root.random_above_wired.\wired, RANDOM
        root    C0_WIRED, \wired
        in_root
        mfc0    $2, $1
        li      $3, \wired
        sltu    $4, $2, $3
        sltiu   $5, $2, 16
        end
        finishes
        expect_gpr 4, 0
        expect_gpr 5, 1

        check   tlb.root.wired_keeps.\wired, RANDOM
        root    C0_WIRED, \wired
        root    C0_GUESTCTL1, 0
        root    C0_ENTRYHI, HI_1
        root    C0_ENTRYLO0, LO(0x00040000, V | G)
        root    C0_ENTRYLO1, LO(0x00041000, V | G)
        in_root
        tlbwr
        ehb
        tlbp
        ehb
        mfc0    $2, $0
        li      $3, \wired
        slt     $4, $2, $3
        end
        finishes
        expect_gpr 4, 0
        .endr

        check   tlb.root.wired_restarts_random, RANDOM
        in_root
        li      $8, 3
        mtc0    $8, $6
        ehb
        mfc0    $2, $1
        end
        finishes
        expect_gpr 2, 15

/* RI and XI of EntryLo exist as PageGrain says. */
        .macro  entry_lo grain, expected
        check   tlb.root.entrylo.grain_\grain, GRAIN
        root    C0_PAGEGRAIN, \grain
        in_root
        li      $8, -1
        mtc0    $8, $2
        mtc0    $8, $3
        ehb
        mfc0    $2, $2
        mfc0    $3, $3
        end
        finishes
        expect_gpr 2, \expected
        expect_gpr 3, \expected
        .endm
        entry_lo 0, 0x03FFFFFF
        entry_lo 0x80000000, 0x83FFFFFF
        entry_lo 0x40000000, 0x43FFFFFF
        entry_lo 0xc0000000, 0xC3FFFFFF

/* ---- Root's TLBG instructions. */
        .irp    id, 0, 1, 2, 7
        check   tlb.tlbgr.rid.\id, GUESTS
        guest_entry FREE_ENTRY, HI_1 | 9, MASK_16K, LO(0x4000, V | D), LO(0x8000, V), \id
        root    C0_GUESTCTL1, 0
        reads_entry FREE_ENTRY, tlbgr, mfgc0
        finishes
        expect_gpr 2, HI_1 | 9
        expect_gpr 3, MASK_16K
        expect_gpr 4, LO(0x4000, V | D)
        expect_gpr 5, LO(0x8000, V)
        expect_gpr 6, \id << 16, ID_FIELDS

        check   tlb.tlbgp.rid.\id, GUESTS
        guest_entry FREE_ENTRY, HI_1, MASK_4K, LO(0x4000, V), LO(0x8000, V), 2
        guest   C0_ENTRYHI, HI_1
        root    C0_GUESTCTL1, \id << 16
        in_root
        tlbgp
        ehb
        mfgc0   $2, $0
        end
        finishes
        .if     \id == 2
        expect_gpr 2, FREE_ENTRY
        .else
        expect_gpr 2, 0x80000000
        .endif
        .endr

        check   tlb.tlbgr.invalid, GUESTS
        guest_entry FREE_ENTRY, HI_1 | EHINV, MASK_16K, LO(0x4000, V | D), LO(0x8000, V), 3
        root    C0_GUESTCTL1, 7 << 16
        reads_entry FREE_ENTRY, tlbgr, mfgc0
        finishes
        expect_gpr 2, EHINV
        expect_gpr 3, 0
        expect_gpr 4, 0
        expect_gpr 5, 0
        expect_gpr 6, 0, ID_FIELDS

        check   tlb.tlbgwr.between_wired_and_last, GUESTS
        guest   C0_WIRED, 14
        guest   C0_ENTRYHI, HI_1
        guest   C0_ENTRYLO0, LO(0x4000, V | G)
        guest   C0_ENTRYLO1, LO(0x5000, V | G)
        in_root
        tlbgwr
        ehb
        tlbgp
        ehb
        mfgc0   $2, $0
        slti    $4, $2, 14
        end
        finishes
        expect_gpr 4, 0

/* ---- A guest's own: entries of GuestCtl1.ID. */
        .irp    id, 1, 3, 7
        check   tlb.guest.writes_its_id.\id, TAGS
        root_entry FLASH_ENTRY, 0x1D000000, MASK_1M, LO(0x1D000000, V | D), LO(0x1D100000, V | D), \id
        root    C0_GUESTCTL1, 5 << 16 | \id
        guest   C0_INDEX, FREE_ENTRY
        guest   C0_ENTRYHI, HI_1 | 4
        guest   C0_PAGEMASK, MASK_4K
        guest   C0_ENTRYLO0, LO(0x4000, V | D)
        guest   C0_ENTRYLO1, LO(0x5000, V)
        in_guest
        tlbwi
        ehb
        end
        finishes
        reads_entry FREE_ENTRY, tlbgr, mfgc0
        finishes
        expect_gpr 2, HI_1 | 4
        expect_gpr 4, LO(0x4000, V | D)
        expect_gpr 5, LO(0x5000, V)
        expect_gpr 6, \id << 16 | \id, ID_FIELDS
        .endr

        check   tlb.guest.reads_its_own, TAGS
        guest_entry FREE_ENTRY, HI_1 | 9, MASK_16K, LO(0x4000, V | D), LO(0x8000, V)
        reads_entry FREE_ENTRY, tlbr, mfc0, in_guest
        finishes
        expect_gpr 2, HI_1 | 9
        expect_gpr 3, MASK_16K
        expect_gpr 4, LO(0x4000, V | D)
        expect_gpr 5, LO(0x8000, V)

        check   tlb.guest.does_not_read_anothers, TAGS
        guest_entry FREE_ENTRY, HI_1 | 9, MASK_16K, LO(0x4000, V | D), LO(0x8000, V), 2
        reads_entry FREE_ENTRY, tlbr, mfc0, in_guest
        finishes
        expect_gpr 2, EHINV
        expect_gpr 3, 0
        expect_gpr 4, 0
        expect_gpr 5, 0

        .irp    id, 1, 2
        check   tlb.guest.probe.id_\id, TAGS
        guest_entry FREE_ENTRY, HI_1, MASK_4K, LO(0x4000, V), LO(0x5000, V), \id
        guest   C0_ENTRYHI, HI_1
        in_guest
        tlbp
        ehb
        mfc0    $2, $0
        end
        finishes
        .if     \id == 1
        expect_gpr 2, FREE_ENTRY
        .else
        expect_gpr 2, 0x80000000
        .endif
        .endr

        check   tlb.guest.does_not_change_roots_rid, TAGS
        guest_entry FREE_ENTRY, HI_1, MASK_4K, LO(0x4000, V), LO(0x5000, V)
        root    C0_GUESTCTL1, 5 << 16 | GUEST_ID
        reads_entry FREE_ENTRY, tlbr, mfc0, in_guest
        finishes
        expect  C0_GUESTCTL1, 5 << 16 | GUEST_ID, ID_FIELDS

        check   tlb.guest.new_entry_is_used_at_once, TAGS
        guest   C0_INDEX, FREE_ENTRY
        guest   C0_ENTRYHI, HI_1
        guest   C0_ENTRYLO0, LO(0x4000, V | D | G)
        guest   C0_ENTRYLO1, LO(0x5000, V | D | G)
        poke    RAM_AT(0x4010), 0xC0DE2000
        gpr     8, HI_1 + 0x10
        in_guest
        tlbwi
        ehb
        lw      $2, 0($8)
        end
        finishes
        expect_gpr 2, 0xC0DE2000

        check   tlb.guest.lost_entry_is_lost_at_once, TAGS
        guest_entry FREE_ENTRY, HI_1, MASK_4K, LO(0x4000, V | D | G), LO(0x5000, V | D | G)
        guest   C0_INDEX, FREE_ENTRY
        gpr     8, HI_1 + 0x10
        gpr     9, HI_1 | EHINV
        in_guest
        lw      $2, 0($8)
        mtc0    $9, $10
        ehb
        tlbwi
        ehb
2:      lw      $2, 0($8)
        end
        exception_in_guest EXC_TLBL, 2b, 0
