package org.vzlab.isolation.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.vzlab.isolation.attack.Manner.Interrupts;
import org.vzlab.isolation.attack.Manner.Mode;
import org.vzlab.mips.isa.Isa;

/** A program in the making: what is random about it, and the units it has so far. */
final class Draft {
  static final int STATUS_IE = 1;
  static final int STATUS_CU1 = 1 << 29;
  static final int STATUS_FR = 1 << 26;
  static final int STATUS_MX = 1 << 24;

  /** Registers that the loop around the units, and calls, need. */
  private static final int POINTERS = 26;

  /** How many of them there is room for in the routine that sets them. */
  private static final int MOST_POINTERS = 20;

  /** Bytes that are kept for the finale. */
  private static final int RESERVE = 320;

  private static final int[] EDGES = {
    0,
    1,
    2,
    4,
    0xFFC,
    0xFFE,
    0xFFF,
    0x1000,
    0x7FFFFFFF,
    0x80000000,
    -1,
    -2,
    -4,
    0x7FFFFFFC,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    0x55555555,
    0xAAAAAAAA
  };

  final SplittableRandom random;
  final Target target;
  final Encodings encodings;

  /** How often something is done that may well be the end: 0 never, 3 often. */
  final int wildness;

  private final List<Unit> body = new ArrayList<>();
  private final List<Unit> finale = new ArrayList<>();
  private int room;
  private boolean inFinale;
  private Mode mode = Mode.KERNEL;
  private Isa isa = Isa.MIPS32;
  private int status;
  private Interrupts interrupts = Interrupts.OFF;

  /** The number of the seed among those of its class, for what is done in turn. */
  final long ordinal;

  Draft(SplittableRandom random, long ordinal, Target target, Encodings encodings) {
    this.random = random;
    this.ordinal = ordinal;
    this.target = target;
    this.encodings = encodings;
    wildness = random.nextInt(4);
    room = Frame.room(target);
  }

  void mode(Mode newMode) {
    mode = newMode;
  }

  void isa(Isa newIsa) {
    isa = newIsa;
  }

  /** The instruction set of the units that come now. */
  Isa isa() {
    return inFinale ? Isa.MIPS32 : isa;
  }

  void status(int bits) {
    status |= bits;
  }

  void interrupts(Interrupts what) {
    interrupts = what;
  }

  /** What comes now belongs to the finale. */
  void beginFinale() {
    inFinale = true;
  }

  boolean inFinale() {
    return inFinale;
  }

  /** Whether something is to be done that may well be the end. */
  boolean dares() {
    return inFinale || random.nextInt(1500) < wildness;
  }

  boolean oneIn(int chances) {
    return random.nextInt(chances) == 0;
  }

  <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  int one(int... values) {
    return values[random.nextInt(values.length)];
  }

  /** A number that is often one with which something begins or ends. */
  int number() {
    return switch (random.nextInt(4)) {
      case 0 -> EDGES[random.nextInt(EDGES.length)];
      case 1 -> random.nextInt(256);
      case 2 -> 1 << random.nextInt(32);
      default -> random.nextInt();
    };
  }

  /** A register that holds no pointer: 1 to 15. */
  int scratch() {
    return random.nextInt(1, 16);
  }

  /** A virtual address of RAM of its own, at a multiple of some bytes. */
  int ram(int alignment) {
    List<Place> places = target.ram();
    return places.isEmpty() ? flash(alignment) : address(one(places), alignment);
  }

  /** A virtual address of memory of its own that it can read. */
  int flash(int alignment) {
    return address(one(target.memory()), alignment);
  }

  /** A virtual address of a device of its own; of RAM if it has none. */
  int device(int alignment) {
    return target.devices().isEmpty() ? ram(alignment) : address(one(target.devices()), alignment);
  }

  /** A virtual address of something that is there, and not its own, or not all of it. */
  int foreign(int alignment) {
    return address(one(target.foreign()), alignment);
  }

  /** A virtual address in a place. */
  int address(Place place, int alignment) {
    long offset = random.nextLong(place.size()) & -alignment;
    return random.nextBoolean() ? place.kseg0(offset) : place.kseg1(offset);
  }

  /** Begins a unit of MIPS32, wherever it will stand. */
  UnitBuilder mips32() {
    UnitBuilder unit = new UnitBuilder(isa());
    return isa() == Isa.MIPS32 ? unit : unit.toMips32();
  }

  /** Adds a unit that was begun with {@link #mips32}. */
  void add(UnitBuilder unit) {
    add(isa() == Isa.MIPS32 ? unit.build() : unit.align().toMicromips().build());
  }

  /** Adds a unit, if there is still room for it. */
  void add(Unit unit) {
    int size = unit.size();
    if (size <= room) {
      room -= size;
      (inFinale ? finale : body).add(unit);
    } else if (!inFinale) {
      room = Math.min(room, RESERVE);
    }
  }

  /** Whether there is no more room for units before the finale. */
  boolean isFull() {
    return room <= RESERVE;
  }

  /** The program. */
  Attack finish(long seed, AttackClass attackClass) {
    int passes = 1 + random.nextInt(random.nextInt(1, 16));
    Manner manner = new Manner(mode, isa, status, interrupts, passes, pointers());
    return new Attack(encodings, seed, attackClass, target, manner, body, finale);
  }

  /** Registers 16, 17, 28 and 29 lead into the middle of RAM, the others to what it has. */
  private List<Integer> pointers() {
    List<Integer> pointers = new ArrayList<>();
    int left = MOST_POINTERS;
    for (int slot = 0; slot < POINTERS; slot++) {
      boolean stack = slot == 14 || slot == 15 || slot >= 24;
      int pointer = 0;
      if (stack) {
        pointer = middle();
      } else if (left > 4 && random.nextInt(5) > 0) {
        pointer = oneIn(6) && wildness > 1 ? device(4) : ram(8);
      }
      left -= pointer != 0 ? 1 : 0;
      pointers.add(pointer);
    }
    return List.copyOf(pointers);
  }

  private int middle() {
    List<Place> places = target.ram();
    Place place = places.isEmpty() ? target.code() : one(places);
    long offset = place.size() / 2;
    return random.nextBoolean() ? place.kseg0(offset) : place.kseg1(offset);
  }

  /** How far a load or store may be from the registers that lead into the middle of RAM. */
  int reach() {
    long smallest = target.ram().stream().mapToLong(Place::size).min().orElse(0x1000);
    return (int) Math.min(smallest / 2, 0x8000) - 16;
  }
}
