#include "report.h"

#include "suite.h"

static const struct {
  short reg;
  const char *name;
} names[] = {
    {C0_INDEX, "Index"},
    {CP0(1, 0), "Random"},
    {C0_ENTRYLO0, "EntryLo0"},
    {C0_ENTRYLO1, "EntryLo1"},
    {C0_CONTEXT, "Context"},
    {C0_USERLOCAL, "UserLocal"},
    {C0_PAGEMASK, "PageMask"},
    {C0_PAGEGRAIN, "PageGrain"},
    {C0_WIRED, "Wired"},
    {C0_HWRENA, "HWREna"},
    {C0_BADVADDR, "BadVAddr"},
    {C0_BADINSTR, "BadInstr"},
    {C0_BADINSTRP, "BadInstrP"},
    {C0_COUNT, "Count"},
    {C0_ENTRYHI, "EntryHi"},
    {C0_GUESTCTL1, "GuestCtl1"},
    {C0_GUESTCTL2, "GuestCtl2"},
    {C0_GUESTCTL3, "GuestCtl3"},
    {C0_COMPARE, "Compare"},
    {C0_GUESTCTL0EXT, "GuestCtl0Ext"},
    {C0_STATUS, "Status"},
    {C0_INTCTL, "IntCtl"},
    {C0_SRSCTL, "SRSCtl"},
    {C0_SRSMAP, "SRSMap"},
    {C0_SRSMAP2, "SRSMap2"},
    {C0_GUESTCTL0, "GuestCtl0"},
    {C0_GTOFFSET, "GTOffset"},
    {C0_CAUSE, "Cause"},
    {C0_NESTEDEXC, "NestedExc"},
    {C0_EPC, "EPC"},
    {C0_NESTEDEPC, "NestedEPC"},
    {C0_PRID, "PRId"},
    {C0_EBASE, "EBase"},
    {C0_CONFIG, "Config"},
    {C0_CONFIG1, "Config1"},
    {C0_CONFIG3, "Config3"},
    {C0_CONFIG5, "Config5"},
    {C0_LLADDR, "LLAddr"},
    {C0_ERROREPC, "ErrorEPC"},
    {C0_KSCRATCH1, "KScratch1"},
    {C0_KSCRATCH2, "KScratch2"},
};

static void print_register_name(unsigned reg) {
  for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
    if ((unsigned)names[i].reg == reg) {
      print_text(names[i].name);
      return;
    }
  }
  print_text("CP0 ");
  print_decimal(reg / 8);
  print_text(".");
  print_decimal(reg % 8);
}

void print_field(unsigned field) {
  if (field < GUEST_FIELD(0)) {
    print_register_name(field);
  } else if (field < GPR_FIELD(0)) {
    print_text("Guest.");
    print_register_name(field - GUEST_FIELD(0));
  } else if (field < PREVIOUS_GPR_FIELD(0)) {
    print_text("$");
    print_decimal(field - GPR_FIELD(0));
  } else if (field < VECTOR_FIELD) {
    print_text("previous $");
    print_decimal(field - PREVIOUS_GPR_FIELD(0));
  } else {
    print_text(field == VECTOR_FIELD ? "vector" : field == HI_FIELD ? "HI" : "LO");
  }
}
