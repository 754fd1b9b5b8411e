/* TLBINV, TLBINVF, TLBGINV and TLBGINVF: which entries are left. */
#include "../check.inc"
#include "../tlb.inc"

        source  GUESTS, "MD00847 TLBG instructions"
        source  INVALIDATES, "decision: TLBINV and TLBINVF execute though Config4.IE is 0"

        .macro  survives how, hi, lo, id, asid, rid, left
        choice  tlb.\how\().entry_\hi\().\lo\().\id\().asid_\asid\().rid_\rid, INVALIDATES
        root_entry FREE_ENTRY, HI_1 | \hi, MASK_4K, LO(0x40000, V) | \lo, LO(0x41000, V) | \lo, \id
        root    C0_ENTRYHI, \asid
        root    C0_GUESTCTL1, \rid << 16
        call    do_\how
        root    C0_GUESTCTL1, \id << 16
        root    C0_ENTRYHI, HI_1 | \hi
        root_probe \left
        .endm
        survives tlbinv, 5, 0, 0, 5, 0, 0x80000000
        survives tlbinv, 5, 0, 0, 6, 0, FREE_ENTRY
        survives tlbinv, 5, G, 0, 5, 0, FREE_ENTRY
        survives tlbinv, 5, 0, 0, 5, 2, FREE_ENTRY
        survives tlbinvf, 5, 0, 0, 6, 0, 0x80000000
        survives tlbinvf, 5, G, 0, 6, 0, 0x80000000
        survives tlbinvf, 5, 0, 2, 5, 0, FREE_ENTRY
        survives tlbinvf, 5, 0, 2, 5, 2, 0x80000000

        .macro  guest_survives how, hi, lo, id, asid, rid, left
        check   tlb.\how\().entry_\hi\().\lo\().\id\().asid_\asid\().rid_\rid, GUESTS
        guest_entry FREE_ENTRY, HI_1 | \hi, MASK_4K, LO(0x4000, V) | \lo, LO(0x5000, V) | \lo, \id
        guest   C0_ENTRYHI, \asid
        guest   C0_WIRED, 8
        root    C0_GUESTCTL1, \rid << 16
        call    do_\how
        root    C0_GUESTCTL1, \id << 16
        guest   C0_ENTRYHI, HI_1 | \hi
        call    do_tlbgp
        in_root
        mfgc0   $2, $0
        end
        finishes
        expect_gpr 2, \left
        .endm
        guest_survives tlbginv, 5, 0, 1, 5, 1, 0x80000000
        guest_survives tlbginv, 5, 0, 1, 6, 1, FREE_ENTRY
        guest_survives tlbginv, 5, G, 1, 5, 1, FREE_ENTRY
        guest_survives tlbginv, 5, 0, 1, 5, 2, FREE_ENTRY
        guest_survives tlbginvf, 5, 0, 1, 6, 1, 0x80000000
        guest_survives tlbginvf, 5, G, 1, 6, 1, 0x80000000
        guest_survives tlbginvf, 5, 0, 2, 5, 1, FREE_ENTRY
