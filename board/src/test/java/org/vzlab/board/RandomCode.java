package org.vzlab.board;

import java.util.SplittableRandom;

/**
 * Random code that comes far: it sets up the guest's vectors, then mixes instructions of all kinds,
 * most of which a guest survives, and starts over. A quarter of the programs never leaves the
 * partition on purpose; the others do so the more often the wilder they are.
 */
final class RandomCode {
  private static final int LENGTH = 400;

  /** Upper half of an address, and the offsets from it that are granted. */
  private record Place(int upper, int from, int to, boolean stores, boolean device) {}

  private static final Place[] OWN = {
    new Place(0xA000, 0, 0x7FFF, true, false),
    new Place(0x8000, 0, 0x7FFF, true, false),
    new Place(0x9FC0, 0, 0x1FFF, false, false),
    new Place(0xBFC1, -0x8000, -1, false, false),
    new Place(0xBF80, 0, 0xFF, true, true),
    new Place(0xBF80, 0x1200, 0x13FF, true, true),
    new Place(0xBF81, 0, 0xFFF, true, true),
    new Place(0xBF81, 0x40, 0x1FF, true, true),
    new Place(0xBF82, 0x2600, 0x26FF, true, true),
    new Place(0xBF82, 0x2600, 0x264F, true, true),
  };

  /** Mapped by the guest's TLB: what it says there is the guest's own affair. */
  private static final int[] MAPPED = {0x0000, 0x0001, 0x4000, 0x7FFF, 0xC000, 0xE000, 0xFFFF};

  private static final int[] FOREIGN = {
    0xA001, 0x8007, 0xBF86, 0x9D00, 0x9D01, 0xBD01, 0xBF83, 0xBF8E, 0xBF90, 0x9FC2, 0xBFC0, 0xBF80
  };

  /** CP0 registers that a guest has, as numbers and selects. */
  private static final int[] CP0 = {
    0 << 3,
    1 << 3,
    2 << 3,
    3 << 3,
    4 << 3,
    (4 << 3) | 2,
    5 << 3,
    (5 << 3) | 1,
    6 << 3,
    7 << 3,
    8 << 3,
    (8 << 3) | 1,
    9 << 3,
    10 << 3,
    11 << 3,
    12 << 3,
    (12 << 3) | 1,
    13 << 3,
    14 << 3,
    (15 << 3) | 1,
    16 << 3,
    (16 << 3) | 5,
    30 << 3,
    (31 << 3) | 2,
    (31 << 3) | 3,
    (13 << 3) | 5,
    (14 << 3) | 2
  };

  /** LB, LH, LW and their like; then those that no device takes. */
  private static final int[] LOADS = {0x20, 0x21, 0x23, 0x24, 0x25, 0x22, 0x26, 0x30};

  /** SB, SH, SW; then those that no device takes. */
  private static final int[] STORES = {0x28, 0x29, 0x2B, 0x2B, 0x28, 0x2A, 0x2E, 0x38};

  /**
   * What is rare among random words, the second halfword of each above the first: MTC0 and MFC0 of
   * Status, WAIT, ERET, SYSCALL, HYPCALL, TLBWR, TLBGWR, CACHE, stores to and loads from t1, sp and
   * gp, LWM, JALX, two of 16 bits.
   */
  private static final int[] MICROMIPS = {
    0x02FC010C, 0x00FC010C, 0x937C0000, 0xF37C0000, 0x8B7C0000, 0xC37C0000, 0x337C0000, 0x317C0000,
    0x60002009, 0x0000F909, 0x0004FD09, 0x0010F91D, 0x0000F91C, 0x5004203D, 0xF000F7F0, 0x0C000C00
  };

  private final SplittableRandom random;
  private final int[] words = new int[LENGTH];
  private int length;
  private int wildness;

  RandomCode(SplittableRandom random) {
    this.random = random;
  }

  /** Code in microMIPS, reached by JALX: anything at all, jumps into the middle included. */
  int[] micromips() {
    emit(0x3C081040); // lui t0, 0x1040
    emit(0x40886000); // mtc0 t0, Status
    emit(0x3C089FC0); // lui t0, 0x9FC0
    emit(0x40887801); // mtc0 t0, EBase
    emit(0x3C09A000); // lui t1, 0xA000
    emit(0x3C1D8000); // lui sp, 0x8000
    emit(0x37BD4000); // ori sp, sp, 0x4000
    emit(0x3C1C8000); // lui gp, 0x8000
    emit(0x77F0010C); // jalx 0x9FC00430, which is the word after the next two
    emit(0);
    while (length < 12) {
      emit(0);
    }
    while (length < LENGTH) {
      emit(random.nextInt(4) == 0 ? MICROMIPS[random.nextInt(MICROMIPS.length)] : random.nextInt());
    }
    return words;
  }

  /** The code. */
  int[] words() {
    emit(0x3C081040); // lui t0, 0x1040
    emit(0x40886000); // mtc0 t0, Status
    emit(0x3C089FC0); // lui t0, 0x9FC0
    emit(0x40887801); // mtc0 t0, EBase
    emit(0x24080020); // addiu t0, zero, 0x20
    emit(0x40886001); // mtc0 t0, IntCtl
    emit(0x3C081000 | (random.nextInt(2) << 8)); // lui t0, 0x1000
    emit(0x40886000); // mtc0 t0, Status
    wildness = random.nextInt(4);
    boolean waits = random.nextInt(4) == 0;
    while (length < LENGTH - 4) {
      int kind = random.nextInt(100);
      if (kind < 35) {
        access(random.nextInt(800) < wildness);
      } else if (kind < 55) {
        cp0();
      } else if (kind < 62) {
        branch();
      } else if (kind < 68) {
        tlb();
      } else if (kind < 70) {
        emit(random.nextBoolean() ? 0x41606020 : 0x41606000); // ei, di
      } else if (kind < 71 && waits) {
        emit(0x42000020); // wait
      } else if (kind < 73 && random.nextInt(8) < wildness) {
        any();
      } else if (kind < 76) {
        emit(0x0000000C); // syscall
      } else if (random.nextInt(300) < wildness) {
        emit(random.nextInt());
      } else {
        ordinary();
      }
    }
    emit(0x10000000 | ((8 - (length + 1)) & 0xFFFF)); // b: back behind the set-up
    emit(0);
    return words;
  }

  private void emit(int word) {
    words[length++] = word;
  }

  /** A load or store of any kind and size, aligned more often than not. */
  private void access(boolean foreign) {
    Place place = OWN[random.nextInt(OWN.length)];
    int upper = place.upper();
    int offset = random.nextInt(place.from(), place.to() + 1);
    if (foreign) {
      upper = FOREIGN[random.nextInt(FOREIGN.length)];
    } else if (random.nextInt(8) < wildness) {
      upper = MAPPED[random.nextInt(MAPPED.length)];
    }
    boolean store = random.nextBoolean() && (place.stores() || foreign);
    int[] opcodes = store ? STORES : LOADS;
    int opcode = opcodes[random.nextInt(place.device() ? 5 : opcodes.length)];
    if (random.nextInt(4) > 0) {
      offset &= -4;
    }
    emit(0x3C080000 | upper); // lui t0
    emit((opcode << 26) | (8 << 21) | (random.nextInt(8) << 16) | (offset & 0xFFFF));
  }

  private void cp0() {
    int register = CP0[random.nextInt(CP0.length)];
    boolean vital = register == ((15 << 3) | 1) || register == (12 << 3);
    boolean write = random.nextBoolean() && (wildness > 1 || !vital);
    int general = random.nextInt(32);
    emit(
        (write ? 0x40800000 : 0x40000000)
            | (general << 16)
            | ((register >> 3) << 11)
            | (register & 7));
  }

  private void branch() {
    int offset = random.nextInt(1, 6);
    int registers = random.nextInt(1 << 10) << 16;
    int[] opcodes = {0x10000000, 0x14000000, 0x18000000, 0x50000000, 0x54000000};
    emit(opcodes[random.nextInt(opcodes.length)] | registers | offset);
  }

  private void tlb() {
    int[] operations = {1, 2, 6, 8};
    emit(0x42000000 | operations[random.nextInt(operations.length)]);
  }

  /** An instruction of an opcode with many meanings, COP0 most often; with random operands. */
  private void any() {
    int[] opcodes = {0x00, 0x01, 0x10, 0x10, 0x10, 0x10, 0x11, 0x12, 0x1C, 0x1F, 0x2F, 0x33, 0x1D};
    int opcode = opcodes[random.nextInt(opcodes.length)];
    int operands = random.nextInt(1 << 26);
    if (opcode == 0x10) {
      // As often as not one without operands: bit 25 set, the rest 0 but for the function.
      operands &= random.nextBoolean() ? 0x3FFF807 : 0x3F;
      operands |= operands > 0x3F ? 0 : 1 << 25;
    }
    emit((opcode << 26) | operands);
  }

  /** Arithmetic into a register that holds no address. */
  private void ordinary() {
    int[] functions = {0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2A, 0x2B, 0x00, 0x04};
    int target = random.nextInt(1, 8);
    emit(
        (random.nextInt(32) << 21)
            | (random.nextInt(32) << 16)
            | (target << 11)
            | functions[random.nextInt(functions.length)]);
  }
}
