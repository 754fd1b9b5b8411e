/*
 * Every CP0 register under the controls of two hypervisors that run on silicon: what their guests
 * do without root, and what these two are asked to emulate.
 */
#include "../check.inc"
#include "registers.inc"

        source  TINYVP, "tinyVP: GuestCtl0 = MC, CP0, AT = 3, CG, SFC1; GuestCtl0Ext = NCC, CGI, FCD"
        source  PRPL, "prpl-hypervisor: GuestCtl0 = CP0, AT = 3, GT, CG, CF; GuestCtl0Ext = CGI, FCD"

        .macro  as_tinyvp
        root    C0_GUESTCTL0, 0x3D000001
        root    C0_GUESTCTL0EXT, 0x58
        .endm

        .macro  as_prpl
        root    C0_GUESTCTL0, DEFAULT_GUESTCTL0 | GUESTCTL0_GT | GUESTCTL0_CG | GUESTCTL0_CF
        root    C0_GUESTCTL0EXT, GUESTCTL0EXT_CGI | GUESTCTL0EXT_FCD
        .endm

        .macro  access_as kind, name, source, who, outcome, instruction, number, select, value=0
        \kind   \name, \source
        \who
        gpr     4, \value
        in_guest
        nop
2:      \instruction $4, $\number, \select
        end
        \outcome
        .endm

        .macro  leaves_by_gpsi
        exits   GEXC_GPSI
        .endm

        .macro  own_as kind, source, name, number, select, group, access, value, mask
        access_as \kind, runs.mfc0.\name\().tinyvp, TINYVP, as_tinyvp, finishes, mfc0, \number, \select
        access_as \kind, runs.mtc0.\name\().tinyvp, TINYVP, as_tinyvp, finishes, mtc0, \number, \select, \value
        access_as \kind, runs.mfc0.\name\().prpl, PRPL, as_prpl, finishes, mfc0, \number, \select
        access_as \kind, runs.mtc0.\name\().prpl, PRPL, as_prpl, finishes, mtc0, \number, \select, \value
        .endm
        each_own own_as

        .macro  roots_as kind, source, name, number, select
        access_as \kind, gpsi.mfc0.\name\().tinyvp, TINYVP, as_tinyvp, leaves_by_gpsi, mfc0, \number, \select
        access_as \kind, gpsi.mtc0.\name\().tinyvp, TINYVP, as_tinyvp, leaves_by_gpsi, mtc0, \number, \select
        .endm
        each_roots roots_as

        .macro  config_as kind, source, name, number, select
        access_as \kind, runs.mfc0.\name\().tinyvp, TINYVP, as_tinyvp, finishes, mfc0, \number, \select
        access_as \kind, gpsi.mtc0.\name\().tinyvp, TINYVP, as_tinyvp, leaves_by_gpsi, mtc0, \number, \select
        access_as \kind, runs.mfc0.\name\().prpl, PRPL, as_prpl, finishes, mfc0, \number, \select
        .endm
        each_config config_as

        .macro  timer_as instruction, name, number
        access_as check, gpsi.\instruction\().\name\().tinyvp, TINYVP, as_tinyvp, leaves_by_gpsi, \instruction, \number, 0
        .endm
        timer_as mfc0, count, 9
        timer_as mtc0, count, 9
        timer_as mfc0, compare, 11
        timer_as mtc0, compare, 11
        access_as check, runs.mfc0.count.prpl, PRPL, as_prpl, finishes, mfc0, 9, 0
        access_as check, runs.mfc0.compare.prpl, PRPL, as_prpl, finishes, mfc0, 11, 0
        access_as check, runs.mtc0.compare.prpl, PRPL, as_prpl, finishes, mtc0, 11, 0, 0x5A5A1234
