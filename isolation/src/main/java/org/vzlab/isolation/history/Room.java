package org.vzlab.isolation.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.vzlab.board.Bench;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.Segment;
import org.vzlab.vp.layout.Grant;
import org.vzlab.vp.layout.InitialData;
import org.vzlab.vp.layout.Inspection;
import org.vzlab.vp.layout.Partition;
import org.vzlab.vp.layout.Window;

/**
 * What a configuration grants a guest for its program: another program has to fit into the same
 * flash, and to ask for the same RAM and the same amount of initialised data, so that everybody
 * else stays where it is and the hypervisor starts in the same time.
 *
 * @param guest the guest's id
 * @param code where its program is linked: a KSEG0 address, of whole pages
 * @param codeSize bytes
 * @param ram its RAM: a KSEG0 address
 * @param ramSize bytes
 * @param ramPlace the RAM's physical address
 * @param console its console's UART: a KSEG1 address; 0 if it has none
 */
record Room(
    int guest,
    int code,
    int codeSize,
    int ram,
    int ramSize,
    int ramPlace,
    int console,
    List<Piece> pieces) {
  private static final int KSEG0 = 0x80000000;
  private static final int KSEG1 = 0xA0000000;

  /**
   * Some memory that an image has to ask for.
   *
   * @param address guest physical address
   * @param size bytes
   * @param initialised whether the image has bytes for it
   */
  record Piece(int address, int size, boolean initialised) {}

  /**
   * The room of a guest of a configuration.
   *
   * @throws IllegalArgumentException if the board has no configuration, or no such guest with RAM
   */
  static Room of(Bench bench, int guest) {
    Inspection granted =
        bench.granted().orElseThrow(() -> new IllegalArgumentException("no configuration"));
    Partition partition =
        granted.layout().partitions().stream()
            .filter(one -> one.id() == guest)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no guest " + guest));
    List<Grant> memory =
        granted.grants().stream()
            .filter(grant -> grant.memory() && grant.owner().equals("guest " + guest))
            .toList();
    long entry = Integer.toUnsignedLong(Image.physical(partition.entry()));
    Grant code = home(memory, entry, guest);
    Grant ram =
        memory.stream()
            .filter(grant -> !grant.equals(code) && grant.flags().writable() && isRam(bench, grant))
            .max(Comparator.comparingLong(Grant::size))
            .orElseThrow(() -> new IllegalArgumentException("guest " + guest + " has no RAM"));
    return new Room(
        guest,
        KSEG0 | (int) code.base(),
        (int) code.size(),
        KSEG0 | (int) ram.base(),
        (int) ram.size(),
        (int) ram.physical(),
        console(partition.windows()),
        pieces(ram, partition.data()));
  }

  private static boolean isRam(Bench bench, Grant grant) {
    return Integer.compareUnsigned((int) grant.physical(), bench.chip().ram().size()) < 0;
  }

  private static Grant home(List<Grant> memory, long address, int guest) {
    return memory.stream()
        .filter(grant -> grant.base() <= address && address < grant.end())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("guest " + guest + " has no code"));
  }

  private static int console(List<Window> windows) {
    return windows.stream()
        .filter(window -> window.emulator().equals("console"))
        .mapToInt(window -> KSEG1 | window.base())
        .findFirst()
        .orElse(0);
  }

  /** The RAM from its start to its end, with what is initialised of it. */
  private static List<Piece> pieces(Grant ram, List<InitialData> initialised) {
    List<Piece> pieces = new ArrayList<>();
    int next = (int) ram.base();
    List<InitialData> sorted = new ArrayList<>(initialised);
    sorted.sort(Comparator.comparingInt(InitialData::ram));
    for (InitialData data : sorted) {
      int at = (int) (ram.base() + data.ram() - ram.physical());
      if (at > next) {
        pieces.add(new Piece(next, at - next, false));
      }
      pieces.add(new Piece(at, data.size(), true));
      next = at + data.size();
    }
    if (next < ram.end()) {
      pieces.add(new Piece(next, (int) ram.end() - next, false));
    }
    return List.copyOf(pieces);
  }

  /**
   * An image that takes the place of the guest's own.
   *
   * @param entry its first instruction
   * @param program what is in the flash, as much as fits
   */
  Image image(String name, int entry, byte[] program) {
    List<Segment> segments = new ArrayList<>();
    byte[] flash = new byte[codeSize];
    System.arraycopy(program, 0, flash, 0, program.length);
    segments.add(new Segment(code, flash, flash.length, true, false, true));
    for (Piece piece : pieces) {
      byte[] data = new byte[piece.initialised ? piece.size : 0];
      segments.add(new Segment(KSEG0 | piece.address, data, piece.size, true, true, false));
    }
    segments.sort(Comparator.comparingInt(Segment::physicalAddress));
    return new Image(name, OptionalInt.of(entry), List.copyOf(segments), List.of());
  }
}
