package org.vzlab.isolation.fault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.vzlab.board.Bench;
import org.vzlab.isolation.fault.Territory.Range;
import org.vzlab.kit.bus.Memory;
import org.vzlab.kit.reg.FieldSpec;
import org.vzlab.kit.reg.RegisterSpec;
import org.vzlab.kit.state.Onlooker;
import org.vzlab.kit.state.Stateful;
import org.vzlab.mips.cp0.Accessor;
import org.vzlab.mips.cp0.Cp0Register;
import org.vzlab.mips.cp0.GuestCtl;
import org.vzlab.mips.cp0.TlbFields;
import org.vzlab.mips.mmu.Tlb;
import org.vzlab.soc.chip.Block;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Leaf;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Window;

/**
 * What each target consists of on a board: pieces of its state by their paths, and of each the bits
 * that are storage. Bits that are wired, as most of the Config registers, are none.
 */
final class Elements {
  private static final int GENERAL_REGISTERS = 31;
  private static final int SHADOW_SETS = 8;
  private static final Range RAM = new Range(0, 0x8_0000);
  private static final Range FLASH = new Range(0x1D00_0000L, 0x1D20_0000L);
  private static final Range BOOT_FLASH = new Range(0x1FC0_0000L, 0x1FC1_4000L);

  /** Bytes that are looked at together for whether memory is used. */
  private static final int LINE = 64;

  private static final byte EMPTY = 0;
  private static final byte ERASED = (byte) 0xFF;

  /** EntryLo.C. */
  private static final int CACHEABILITY = 7 << 3;

  private static final int PAGE =
      TlbFields.PFN | TlbFields.V | TlbFields.D | CACHEABILITY | TlbFields.XI | TlbFields.RI;

  /** EntryLo.V. */
  private static final int VALID = TlbFields.V;

  private static final int SMALLEST_PAIR = 0x1FFF;

  private final Bench bench;
  private final Layout layout;
  private final Places places;
  private final Territory territory;
  private final List<Integer> guests;

  Elements(Bench bench) {
    this.bench = bench;
    layout = bench.layout().orElseThrow();
    places = new Places(bench);
    territory = new Territory(bench);
    guests = layout.partitions().stream().map(Partition::id).toList();
  }

  /**
   * What a target consists of now.
   *
   * @param guest whose, if it is one guest's
   */
  List<Element> of(FaultTarget target, int guest) {
    return switch (target) {
      case GUEST_REGISTERS -> generalRegisters(guest);
      case GUEST_CP0 -> switched(guest).stream().map(name -> saved(guest, name)).toList();
      case GUEST_TLB -> entries(Places.GUEST_TLB, entry -> owner(entry) == guest);
      case GUEST_RAM -> used(Places.RAM, bench.chip().ram(), RAM, territory.own(guest, RAM), EMPTY);
      case GUEST_FLASH ->
          used(Places.FLASH, bench.chip().flash(), FLASH, territory.own(guest, FLASH), ERASED);
      case GUEST_DEVICES -> devices(block -> isOwn(block, guest));
      case OTHER_REGISTERS -> otherSets();
      case ROOT_CP0 -> rootCp0();
      case COMMON_CP0 -> commonCp0();
      case ROOT_TLB -> rootTlb();
      case TLB_OWNERS ->
          List.of(new Element(Places.GUEST_TLB + Places.TLB_OWNER, 0, Tlb.ENTRIES, GuestCtl.ID));
      case OTHER_RAM -> memory(Places.RAM, RAM, territory.others(guests, RAM));
      case OTHER_FLASH -> otherFlash();
      case INTERRUPTS -> devices(block -> block.name().equals("INT"));
      case DMA -> devices(block -> block.name().equals("DMA") && ownerOf(block) == 0);
      case ARBITER -> arbiter();
    };
  }

  /** RAM that one guest has alone. */
  List<Range> ownRam(int guest) {
    return territory.own(guest, RAM);
  }

  /** RAM that no guest has alone. */
  List<Range> otherRam() {
    return territory.others(guests, RAM);
  }

  private static List<Element> generalRegisters(int guest) {
    return List.of(
        new Element(Places.generalRegisters(guest), 1, GENERAL_REGISTERS, -1),
        Element.of(Places.context(guest, "hi"), -1),
        Element.of(Places.context(guest, "lo"), -1),
        Element.of(Places.pc(guest), -1));
  }

  private static Element saved(int guest, String name) {
    return Element.of(
        Places.context(guest, name), Places.named(name).writable(Accessor.ROOT_FOR_GUEST));
  }

  /** The names of the registers that the hypervisor saves of a guest. */
  private List<String> switched(int guest) {
    Listing listing = new Listing(Places.context(guest, ""));
    bench.visit(listing);
    List<String> names = new ArrayList<>();
    for (Cp0Register register : Cp0Register.values()) {
      if (listing.names.contains(register.manualName())) {
        names.add(register.manualName());
      }
    }
    return names;
  }

  private long owner(int entry) {
    return places.read(Places.GUEST_TLB + Places.TLB_OWNER, entry);
  }

  private static List<Element> entries(String tlb, Predicate<Integer> which) {
    List<Element> elements = new ArrayList<>();
    for (int entry = 0; entry < Tlb.ENTRIES; entry++) {
      if (which.test(entry)) {
        elements.add(new Element(tlb + "vpn2", entry, 1, TlbFields.VPN2));
        elements.add(new Element(tlb + "asid", entry, 1, TlbFields.ASID));
        elements.add(new Element(tlb + "global", entry, 1, 1));
        elements.add(new Element(tlb + "present", entry, 1, 1));
        elements.add(new Element(tlb + "pageMask", entry, 1, TlbFields.MASK));
        elements.add(new Element(tlb + "low0", entry, 1, PAGE));
        elements.add(new Element(tlb + "low1", entry, 1, PAGE));
      }
    }
    return elements;
  }

  private static List<Element> rootTlb() {
    List<Element> elements = new ArrayList<>(entries(Places.ROOT_TLB, entry -> true));
    elements.add(new Element(Places.ROOT_TLB + Places.TLB_OWNER, 0, Tlb.ENTRIES, GuestCtl.ID));
    return elements;
  }

  private List<Element> otherSets() {
    List<Element> elements = new ArrayList<>();
    for (int set = 0; set < SHADOW_SETS; set++) {
      if (!guests.contains(places.ownerOfSet(set))) {
        elements.add(new Element(Places.SETS + set, 1, GENERAL_REGISTERS, -1));
      }
    }
    return elements;
  }

  private static List<Element> rootCp0() {
    List<Element> elements = new ArrayList<>();
    for (Cp0Register register : Cp0Register.values()) {
      int mask = register.writable(Accessor.ROOT) | register.writable(Accessor.ROOT_FOR_GUEST);
      elements.add(new Element(Places.ROOT_CP0, Places.index(register), 1, mask));
    }
    return elements;
  }

  private List<Element> commonCp0() {
    List<Element> elements = new ArrayList<>();
    List<String> switched = switched(guests.get(0));
    for (Cp0Register register : Cp0Register.values()) {
      if (!switched.contains(register.manualName())) {
        int mask = register.writable(Accessor.ROOT_FOR_GUEST);
        elements.add(new Element(Places.GUEST_CP0, Places.index(register), 1, mask));
      }
    }
    return elements;
  }

  private static List<Element> memory(String path, Range whole, List<Range> parts) {
    List<Element> elements = new ArrayList<>();
    for (Range part : parts) {
      int first = (int) (part.first() - whole.first());
      elements.add(new Element(path, first, (int) (part.end() - part.first()), 0xFF));
    }
    return elements;
  }

  /** The lines of some ranges that hold anything: the rest is seldom used. */
  private static List<Element> used(
      String path, Memory memory, Range whole, List<Range> parts, byte nothing) {
    byte[] bytes = memory.bytes();
    List<Element> elements = new ArrayList<>();
    for (Range part : parts) {
      int end = (int) (part.end() - whole.first());
      for (int line = (int) (part.first() - whole.first()); line < end; line += LINE) {
        int size = Math.min(LINE, end - line);
        if (!isFilledWith(bytes, line, size, nothing)) {
          elements.add(new Element(path, line, size, 0xFF));
        }
      }
    }
    return elements;
  }

  private static boolean isFilledWith(byte[] bytes, int first, int size, byte value) {
    for (int at = first; at < first + size; at++) {
      if (bytes[at] != value) {
        return false;
      }
    }
    return true;
  }

  private List<Element> otherFlash() {
    List<Element> elements =
        new ArrayList<>(memory(Places.FLASH, FLASH, territory.others(guests, FLASH)));
    elements.addAll(memory(Places.BOOT_FLASH, BOOT_FLASH, territory.others(guests, BOOT_FLASH)));
    return elements;
  }

  private List<Element> devices(Predicate<Block> which) {
    List<Element> elements = new ArrayList<>();
    for (Block block : bench.chip().blocks()) {
      if (which.test(block)) {
        block.modelled().forEach(spec -> elements.add(register(block, spec)));
      }
    }
    return elements;
  }

  private static Element register(Block block, RegisterSpec spec) {
    int mask = spec.writable();
    for (FieldSpec field : spec.fields()) {
      mask |= field.mask();
    }
    return Element.of(Places.register(block.name(), spec.name()), mask);
  }

  private List<Element> arbiter() {
    List<Element> elements = new ArrayList<>(devices(block -> block.name().equals("SB")));
    for (Block block : bench.chip().blocks()) {
      block.modelled().stream()
          .filter(spec -> spec.name().equals("CFGPG"))
          .forEach(spec -> elements.add(register(block, spec)));
    }
    return elements;
  }

  /** The guest that has a device alone, or 0. */
  private int ownerOf(Block block) {
    return guests.stream().filter(guest -> isOwn(block, guest)).findFirst().orElse(0);
  }

  private boolean isOwn(Block block, int guest) {
    List<Integer> owners =
        block.modelled().stream()
            .flatMap(spec -> territory.owners(Integer.toUnsignedLong(spec.address())).stream())
            .distinct()
            .toList();
    return owners.equals(List.of(guest))
        && block.modelled().stream().anyMatch(spec -> drives(guest, spec.address()));
  }

  /** Whether stores of a guest reach a real register. */
  private boolean drives(int guest, int physical) {
    Partition partition =
        layout.partitions().stream().filter(one -> one.id() == guest).findFirst().orElseThrow();
    for (Window window : partition.windows()) {
      boolean real = window.emulator().isEmpty() && window.writable() && !window.ignoreWrites();
      if (real && Integer.compareUnsigned(physical - window.physical(), window.size()) < 0) {
        return true;
      }
    }
    for (Leaf leaf : partition.pages().leaves()) {
      int size = ((leaf.pageMask() | SMALLEST_PAIR) + 1) >>> 1;
      for (int page : new int[] {leaf.base(), leaf.base() + size}) {
        boolean maps = (leaf.entryLo(page) & VALID) != 0;
        if (maps && Integer.compareUnsigned(physical - leaf.physical(page), size) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** The names of what there is at one place of the board's state. */
  private static final class Listing extends Onlooker {
    private final String place;
    private final Set<String> names = new HashSet<>();
    private String path = "";

    private Listing(String place) {
      this.place = place;
    }

    private void add(String name) {
      if (path.equals(place)) {
        names.add(name);
      }
    }

    @Override
    public void enter(String name, Stateful part) {
      String outer = path;
      String inner = path + name + "/";
      if (place.startsWith(inner)) {
        path = inner;
        part.visit(this);
        path = outer;
      }
    }

    @Override
    public int int32(String name, int value) {
      add(name);
      return value;
    }
  }
}
