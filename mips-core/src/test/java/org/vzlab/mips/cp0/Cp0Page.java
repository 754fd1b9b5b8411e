package org.vzlab.mips.cp0;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vzlab.mips.cp0.Cp0Field.Trait;

/** The text of {@code docs/cp0.md}, made from the table of {@link Cp0Register}. */
final class Cp0Page {
  private static final String NEVER = "";

  private static final String INTRODUCTION =
      """
      # The CP0 registers of the core

      Generated from the list of registers, `Cp0Register` in `mips-core/src/main/java/org/vzlab/mips/cp0`, and the
      fields that stand beside it by topic: do not edit. After a change there, run

      ```
      %s
      ```

      Root and guest have a coprocessor 0 each. Root reaches its own with MFC0 and MTC0 and the guest's with
      MFGC0 and MTGC0; a guest reaches its own with MFC0 and MTC0, as far as root lets it.

      ## What a guest's access leads to

      In this order:

      1. In user mode without Guest.Status.CU0: Coprocessor Unusable, in the guest.
      2. With GuestCtl0.CP0 = 0, or if there is no register of that number: GPSI.
      3. What the register's columns say: GPSI, or not.
      4. For MTC0: GSFC if the write would change a field of which that is said. Writing what is there already
         never traps.

      GPSI (Guest Privileged Sensitive Instruction) and GSFC (Guest Software Field Change) are exits to root
      before the instruction has done anything: Root.Cause.ExcCode is GE, GuestCtl0.GExcCode the reason, Root.EPC
      and Root.BadInstr the instruction. GHFC (Guest Hardware Field Change) is an exit after hardware has changed
      a field: Root.EPC is where the guest goes on.

      The bits of root that decide, by the names they have in the tables below:

      | Bit | In | Means |
      |---|---|---|
      | CP0 | GuestCtl0 | 0: every privileged instruction of a guest is GPSI |
      | AT | GuestCtl0 | 1: root manages the guest's MMU; the registers and instructions of the TLB are GPSI |
      | GT | GuestCtl0 | 0: Count, Compare and RDHWR of Count are GPSI |
      | CF | GuestCtl0 | 0: writes of Config to Config5 are GPSI |
      | SFC1 | GuestCtl0 | 1: a change of Status.CU1 is no GSFC |
      | MC | GuestCtl0 | 1: a change of Status.UM or EXL by software is GSFC, of EXL by hardware GHFC |
      | FCD | GuestCtl0Ext | 1: neither GSFC nor GHFC |
      | MG | GuestCtl0Ext | 1: the registers and instructions of the TLB are GPSI |
      | BG | GuestCtl0Ext | 1: BadVAddr, BadInstr and BadInstrP are GPSI |
      | OG | GuestCtl0Ext | 1: UserLocal, HWREna, LLAddr and KScratch are GPSI |

      ## Overview

      "Number" is register and select of MFC0. The last three columns say when a guest's access traps; empty is
      never.

      | Register | Number | What it is for | Reset | Guest's reset | MFC0 is GPSI | MTC0 is GPSI | MTC0 is GSFC for |
      |---|---|---|---|---|---|---|---|
      %s

      %d registers, %d of them in a guest too. Where there is none, root reads 0 and writes in vain.

      ## What is not modelled

      Setting one of these fields is stored as the tables say, does nothing else and is reported once by the name
      of the register.

      | Register | Fields |
      |---|---|
      %s

      ## The registers, field by field

      "Root" and "Guest" are what MFC0 and MTC0 of each can do with the field: R/W both, R read it, R/W0 read and
      clear it, R/W1C read it and clear it by writing 1; what MTC0 cannot change keeps its value. "Guest" holds
      when the access does not trap. "MTGC0" has a W where root can write the guest's field: what hardware sets
      too, so that root can restore a guest; fields that MTC0 can only clear MTGC0 can set.

      Reset values are numbers of the field's own width. "What it is" says of a bit what 1 means, of one that is
      fixed what its value means. "Set by hardware" are fields that exceptions, TLB instructions, LL, CACHE, time
      and the like change. Bits that are not listed read 0.

      %s""";

  /** Registers that are described together, because they differ in their numbers only. */
  private record Section(List<Cp0Register> registers) {
    Cp0Register any() {
      return registers.get(0);
    }

    String title() {
      return registers.stream().map(Cp0Register::manualName).collect(joining(", "));
    }

    /** As GitHub makes it from the title. */
    String anchor() {
      return title().toLowerCase(Locale.ROOT).replace(",", "").replace(' ', '-');
    }
  }

  /** What makes two registers alike. */
  private record Likeness(GuestRule rule, GuestGroup group, List<Cp0Field> fields) {}

  private Cp0Page() {}

  static String text(String command) {
    List<Section> sections = sections();
    Map<Cp0Register, String> anchors = new EnumMap<>(Cp0Register.class);
    sections.forEach(s -> s.registers().forEach(r -> anchors.put(r, s.anchor())));
    return INTRODUCTION.formatted(
        command,
        Stream.of(Cp0Register.values())
            .map(r -> overview(r, anchors.get(r)))
            .collect(joining("\n")),
        Cp0Register.values().length,
        Stream.of(Cp0Register.values()).filter(Cp0Register::isGuests).count(),
        unmodelled(),
        sections.stream().map(Cp0Page::describe).collect(joining("\n")));
  }

  private static List<Section> sections() {
    return Stream.of(Cp0Register.values())
        .collect(
            groupingBy(
                r -> new Likeness(r.rule(), r.group(), r.fields()), LinkedHashMap::new, toList()))
        .values()
        .stream()
        .map(Section::new)
        .toList();
  }

  private static String overview(Cp0Register register, String anchor) {
    return row(
        "[" + register.manualName() + "](#" + anchor + ")",
        register.number() + ", " + register.select(),
        register.about(),
        hex(register.reset(false)),
        register.isGuests() ? hex(register.reset(true)) : "none",
        readTraps(register),
        writeTraps(register),
        fieldChanges(register));
  }

  private static String readTraps(Cp0Register register) {
    return switch (register.rule()) {
      case OWN -> groupTraps(register.group());
      case CONFIG, READ_ONLY -> NEVER;
      case COUNT, TIMER -> "GT = 0";
      case HIDDEN, ROOT_ONLY -> "always";
    };
  }

  private static String writeTraps(Cp0Register register) {
    return switch (register.rule()) {
      case OWN -> groupTraps(register.group());
      case CONFIG -> "CF = 0";
      case TIMER -> "GT = 0";
      case COUNT, READ_ONLY, HIDDEN, ROOT_ONLY -> "always";
    };
  }

  private static String groupTraps(GuestGroup group) {
    return switch (group) {
      case NONE -> NEVER;
      case MMU -> "MG or AT = 1";
      case BAD -> "BG = 1";
      case OTHER -> "OG = 1";
    };
  }

  private static String fieldChanges(Cp0Register register) {
    return register.fields().stream()
        .filter(f -> !fieldChange(f).isEmpty())
        .map(Cp0Field::name)
        .collect(joining(", "));
  }

  private static String fieldChange(Cp0Field field) {
    return field.is(Trait.GSFC)
        ? "GSFC"
        : field.is(Trait.GSFC_UNLESS_SFC1)
            ? "GSFC unless SFC1"
            : field.is(Trait.GSFC_WITH_MC) ? "GSFC if MC" : "";
  }

  private static String unmodelled() {
    return Stream.of(Cp0Register.values())
        .filter(r -> r.unmodelled() != 0)
        .map(
            r ->
                row(
                    r.manualName(),
                    r.fields().stream()
                        .filter(f -> f.is(Trait.UNMODELLED))
                        .map(Cp0Field::name)
                        .collect(joining(", "))))
        .collect(joining("\n"));
  }

  private static String describe(Section section) {
    Cp0Register any = section.any();
    List<String> columns = new ArrayList<>(List.of("Bits", "Field", "Reset", "Root"));
    if (isGuestsToUse(any)) {
      columns.add("Guest");
    }
    if (any.isGuests()) {
      columns.add("MTGC0");
    }
    columns.addAll(List.of("What it is", "Notes"));
    return """
        ### %s

        %s

        %s
        %s
        %s
        """
        .formatted(
            section.title(),
            summary(section),
            row(columns.toArray(String[]::new)),
            "|" + "---|".repeat(columns.size()),
            any.fields().stream().map(f -> field(any, f)).collect(joining("\n")));
  }

  private static String summary(Section section) {
    List<Cp0Register> registers = section.registers();
    String changes =
        fieldChanges(section.any()).isEmpty() ? "" : " A change of some fields is GSFC.";
    String what =
        registers.stream().map(Cp0Register::about).distinct().count() == 1
            ? registers.stream().map(Cp0Page::number).collect(joining(", "))
                + ": "
                + section.any().about()
            : registers.stream().map(r -> number(r) + ": " + r.about()).collect(joining("; "));
    return "Register " + what + ". " + access(section.any()) + changes;
  }

  private static String number(Cp0Register register) {
    return String.format("%d select %d", register.number(), register.select());
  }

  private static String access(Cp0Register register) {
    String unless = groupTraps(register.group());
    return switch (register.rule()) {
      case OWN ->
          unless.isEmpty()
              ? "A guest uses its own freely."
              : "A guest uses its own freely unless " + unless + ": GPSI.";
      case CONFIG -> "A guest reads its own freely; what it writes is GPSI unless CF = 1.";
      case READ_ONLY -> "A guest reads its own freely; what it writes is GPSI.";
      case COUNT -> "A guest reads its own if GT = 1; otherwise, and for writes, GPSI.";
      case TIMER -> "A guest uses its own if GT = 1; otherwise GPSI.";
      case HIDDEN -> "A guest has one, but its accesses are GPSI: root keeps it by MTGC0.";
      case ROOT_ONLY -> "No guest has one: its accesses are GPSI.";
    };
  }

  private static boolean isGuestsToUse(Cp0Register register) {
    return register.isGuests() && register.rule() != GuestRule.HIDDEN;
  }

  private static String field(Cp0Register register, Cp0Field field) {
    List<String> cells = new ArrayList<>();
    cells.add(bits(field.mask()));
    cells.add("`" + field.name() + "`");
    boolean same = !register.isGuests() || field.reset() == field.guestReset();
    cells.add(number(field.reset()) + (same ? "" : ", guest " + number(field.guestReset())));
    cells.add(access(field));
    if (isGuestsToUse(register)) {
      boolean writes = register.rule() != GuestRule.COUNT && register.rule() != GuestRule.READ_ONLY;
      cells.add(writes ? access(field) : "R");
    }
    if (register.isGuests()) {
      cells.add(field.is(Trait.RESTORABLE) ? "W" : "");
    }
    cells.add(field.meaning());
    cells.add(notes(register, field));
    return row(cells.toArray(String[]::new));
  }

  private static String access(Cp0Field field) {
    if (!field.is(Trait.WRITABLE)) {
      return "R";
    }
    return field.is(Trait.CLEAR_ONLY) ? "R/W0" : field.is(Trait.CLEARED_BY_ONE) ? "R/W1C" : "R/W";
  }

  private static String notes(Cp0Register register, Cp0Field field) {
    return Stream.of(
            field.is(Trait.HARDWARE) ? "set by hardware" : "",
            register.isGuests() ? fieldChange(field) : "",
            field.is(Trait.GHFC_WITH_MC) ? "GHFC if MC" : "",
            field.isChoosy() ? "can be made " + values(field.accepted()) + " only" : "",
            field.is(Trait.UNMODELLED) ? "**not modelled**" : "")
        .filter(note -> !note.isEmpty())
        .collect(joining(", "));
  }

  private static String values(int set) {
    return IntStream.range(0, 32)
        .filter(value -> (set >>> value & 1) != 0)
        .mapToObj(String::valueOf)
        .collect(joining(" or "));
  }

  /** Bits as the manual prints them: {@code 18, 16:10}. */
  private static String bits(int mask) {
    List<String> runs = new ArrayList<>();
    int rest = mask;
    while (rest != 0) {
      int high = 31 - Integer.numberOfLeadingZeros(rest);
      int low = high;
      while (low > 0 && (rest >>> (low - 1) & 1) != 0) {
        low--;
      }
      runs.add(high == low ? "" + high : high + ":" + low);
      rest &= low == 0 ? 0 : -1 >>> (32 - low);
    }
    return String.join(", ", runs);
  }

  private static String number(int value) {
    return value >= 0 && value < 10 ? "" + value : String.format("0x%X", value);
  }

  private static String hex(int value) {
    return String.format("`%08X`", value);
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
