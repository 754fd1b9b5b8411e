/* A write to root's TLB whose entry and another would both match. */
#include "../check.inc"
#include "../tlb.inc"

        source  TAGS, "MD00847 GuestCtl1, TLBWI, TLBR, TLBP"
        source  CONFLICT, "decision: machine check on a TLB write that lets two of root's own entries match"

        .macro  conflict name, hi, mask, lo, id, result
        choice  tlb.conflict.\name, CONFLICT
        root_entry FREE_ENTRY, HI_1 | 5, MASK_16K, LO(0x40000, V), LO(0x44000, V), 0
        root    C0_GUESTCTL1, \id << 16 | GUEST_ID
        root    C0_INDEX, SECOND_ENTRY
        root    C0_ENTRYHI, \hi
        root    C0_PAGEMASK, \mask
        root    C0_ENTRYLO0, \lo
        root    C0_ENTRYLO1, \lo
        in_root
        nop
2:      tlbwi
        end
        .ifc    \result, check
        exception_in_root EXC_MCHECK
        expect  C0_STATUS, STATUS_TS, STATUS_TS
        .else
        finishes
        expect  C0_STATUS, 0, STATUS_TS
        .endif
        .endm
        conflict same, HI_1 | 5, MASK_16K, 0, 0, check
        conflict smaller_inside, HI_1 | 5, MASK_4K, 0, 0, check
        conflict larger_around, HI_1 | 5, MASK_1M, 0, 0, check
        conflict global, HI_1 | 6, MASK_16K, G, 0, check
        conflict other_asid, HI_1 | 6, MASK_16K, 0, 0, none
        conflict other_address, (HI_1 + 0x8000) | 5, MASK_16K, 0, 0, none
        conflict other_guest, HI_1 | 5, MASK_16K, 0, 2, none
        conflict ehinv, HI_1 | EHINV | 5, MASK_16K, 0, 0, none

        check   tlb.conflict.guests_page_under_two_asids, TAGS
        root_entry FREE_ENTRY, HI_1 | 5, MASK_16K, LO(0x40000, V), LO(0x44000, V)
        root    C0_INDEX, SECOND_ENTRY
        root    C0_ENTRYHI, HI_1 | 6
        in_root
        nop
2:      tlbwi
        end
        finishes
        expect  C0_STATUS, 0, STATUS_TS
