package org.vzlab.mips.oracle;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.isa.Isa;
import org.vzlab.mips.mmu.Access;
import org.vzlab.mips.mmu.TlbEntry;

/** Where accesses go and how they fail, in the core as by the rules. */
class TranslationOracleTest {
  private static final int TLBS = 20_000 * Property.SCALE;
  private static final int ACCESSES = 20;

  /** An access and the instruction that makes it, null for a fetch. */
  private record Kind(Access access, int size, CodeArea.Placed instruction) {}

  private final Processor processor = new Processor();
  private final Generator generator = new Generator(Property.random());
  private final Translation translation = new Translation();
  private final Entry entry = new Entry();
  private final Kind[] kinds = {
    new Kind(Access.FETCH, 4, null),
    new Kind(Access.FETCH, 4, null),
    kind(Access.LOAD, 4, "lw $2, 0($4)"),
    kind(Access.LOAD, 2, "lh $2, 0($4)"),
    kind(Access.LOAD, 1, "lbu $2, 0($4)"),
    kind(Access.STORE, 4, "sw $5, 0($4)"),
    kind(Access.STORE, 2, "sh $5, 0($4)"),
    kind(Access.STORE, 1, "sb $5, 0($4)"),
    kind(Access.CACHE, 1, "cache 16, 0($4)"),
    kind(Access.CACHE, 1, "cache 21, 0($4)"),
  };

  private Kind kind(Access access, int size, String text) {
    return new Kind(access, size, processor.code.place(Isa.MIPS32, text));
  }

  @Test
  void everyAccessGoesWhereTheSegmentsAndTlbsSay() {
    for (int i = 0; i < TLBS; i++) {
      State tlbs = new State();
      generator.tlbs(tlbs);
      processor.loadTlbs(tlbs);
      int[] favourites = {
        generator.inside(tlbs.rootTlb), generator.inside(tlbs.guestTlb), generator.bits(0x7FFFFFFF)
      };
      for (int j = 0; j < ACCESSES; j++) {
        State state = new State(tlbs);
        Kind kind = kinds[j % kinds.length];
        prepare(state, kind, favourites);
        String difference = difference(state, kind);
        if (difference != null) {
          Property.failure(state, difference, s -> fresh(s, kind));
        }
      }
    }
    translation.assertEveryRowDecided(500L * Property.SCALE);
  }

  private String fresh(State state, Kind kind) {
    processor.loadTlbs(state);
    return difference(state, kind);
  }

  private void prepare(State s, Kind kind, int[] favourites) {
    generator.registers(s);
    int bits = Bits.G0_CP0 | Bits.G0_CG;
    s.replace(false, Cp0Register.GUEST_CTL0, bits, bits);
    s.replace(false, Cp0Register.STATUS, Bits.STATUS_IE, 0);
    s.root(Cp0Register.GUEST_CTL2, 0);
    boolean guest = s.inGuest();
    TlbEntry[] tlb = guest && !generator.oneIn(4) ? s.guestTlb : s.rootTlb;
    int va = generator.oneIn(6) ? generator.bits(-1) : generator.inside(tlb);
    if (generator.oneIn(2)) {
      va = generator.pick(favourites);
    } else if (generator.oneIn(4)) {
      va = generator.pick(0x80000000, 0xA0000000) | (va & 0x1FFFFFFF);
    }
    va &= generator.oneIn(8) ? -1 : -4;
    if (s.inDebugMode() && va >>> 21 == 0xFF200000 >>> 21) {
      va ^= 0x01000000;
    }
    if (kind.instruction == null) {
      s.pc = va & ~1;
      return;
    }
    if (kind.access == Access.CACHE && !s.privileged()) {
      s.replace(guest, Cp0Register.STATUS, Bits.STATUS_CU0, Bits.STATUS_CU0);
    }
    generator.at(s, kind.instruction, false);
    s.address = va;
  }

  private String difference(State s, Kind kind) {
    boolean fetch = kind.instruction == null;
    Translation.Place place = translation.translate(s, s.pc, Access.FETCH, 4);
    if (place.raised() == null && !fetch) {
      place = translation.translate(s, s.address, kind.access, kind.size);
    }
    s.value = (place.address() & -4) >>> (8 * (place.address() & 3));
    processor.load(s);
    if (place.raised() == null) {
      return success(s, kind, place.address());
    }
    State expected = entry.take(s, place.raised());
    return Property.difference(expected, processor.step(s), Compared.after(place.raised()));
  }

  private String success(State s, Kind kind, int pa) {
    boolean fetch = kind.instruction == null;
    OptionalInt found = processor.translate(fetch ? s.pc : s.address, kind.access);
    if (found.isEmpty()) {
      return String.format("  physical address: expected 0x%08x, found an exception%n", pa);
    }
    if (found.getAsInt() != pa) {
      return Property.line(null, "physical address", pa, found.getAsInt()).toString();
    }
    if (fetch) {
      return null;
    }
    State expected = new State(s);
    expected.pc += 4;
    boolean ram = pa >= Processor.RAM && pa < Processor.RAM + Processor.RAM_SIZE;
    Entry.select(expected);
    String difference = Property.difference(expected, processor.step(s), Compared.ALL);
    if (difference != null || kind.access == Access.CACHE || inCode(pa)) {
      return difference;
    }
    if (ram) {
      return kind.access == Access.STORE || kind.size < 4 || processor.loaded() == pa
          ? null
          : Property.line(null, "word of memory", pa, processor.loaded()).toString();
    }
    if (!processor.wasAccessed()) {
      return String.format("  address on the bus: expected 0x%08x, found none%n", pa);
    }
    return processor.accessed() == pa
        ? null
        : Property.line(null, "address on the bus", pa, processor.accessed()).toString();
  }

  private static boolean inCode(int pa) {
    return pa >= CodeArea.BASE && pa < CodeArea.BASE + CodeArea.SIZE;
  }
}
