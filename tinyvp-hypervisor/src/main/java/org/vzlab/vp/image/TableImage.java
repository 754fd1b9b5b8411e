package org.vzlab.vp.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.Segment;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.vp.layout.Layout;
import org.vzlab.vp.layout.Load;

/**
 * The hypervisor's static tables as they lie in flash, with the guests' bytes: all that it needs to
 * boot without a configuration. docs/models/image.md has the format byte by byte.
 *
 * @param hardware the board's name as {@code --board} has it
 * @param consoleUart the UART of the console, 1 to 6
 * @param timing constants of the timing model that are not what they are without a board file
 */
public record TableImage(
    String hardware, int consoleUart, Map<TimingConstant, Integer> timing, Layout layout) {
  /** Physical address of the tables on every board: the beginning of program flash. */
  public static final int ADDRESS = 0x1D00_0000;

  public TableImage {
    timing = Collections.unmodifiableMap(new TreeMap<>(timing));
  }

  /** Whether tables are there: what has no signature is something else, firmware most likely. */
  public static boolean isIn(FlashView flash) {
    return flash.word(ADDRESS) == Format.SIGNATURE_0
        && flash.word(ADDRESS + 4) == Format.SIGNATURE_1;
  }

  /**
   * Reads the tables and the guests' bytes.
   *
   * @throws ImageException if they are damaged, incomplete or of another version: which field, what
   *     was found in it and what was expected
   */
  public static TableImage read(FlashView flash) throws ImageException {
    return new TableReader(flash, Block.read(flash)).read();
  }

  /**
   * Bytes that the tables take from {@link #ADDRESS} on.
   *
   * @throws ImageException if there are too many
   */
  public int length() throws ImageException {
    return new TableWriter(this).length();
  }

  /**
   * The tables as bytes for {@link #ADDRESS}.
   *
   * @throws ImageException if the format, or the hypervisor, cannot have what is in the layout
   */
  public WrittenTables write() throws ImageException {
    WrittenTables written = new TableWriter(this).write();
    TableImage read = read(new ImageView(image("the image", OptionalInt.empty(), written)));
    if (!read.equals(this)) {
      throw new IllegalStateException("written " + this + ", read " + read);
    }
    return written;
  }

  /**
   * Tables and guests' bytes as an image file has them.
   *
   * @param written what {@link #write} has given
   */
  public Image image(String name, OptionalInt entry, WrittenTables written) {
    List<Segment> segments = new ArrayList<>();
    segments.add(segment(ADDRESS, written.bytes()));
    for (Load load : layout.loads()) {
      segments.add(segment(load.address(), load.data()));
    }
    return new Image(name, entry, List.copyOf(segments), List.of());
  }

  private static Segment segment(int address, byte[] data) {
    return new Segment(address, data, data.length, true, false, true);
  }
}
