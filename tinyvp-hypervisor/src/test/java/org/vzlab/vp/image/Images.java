package org.vzlab.vp.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.vzlab.kit.image.Image;
import org.vzlab.kit.image.ImageException;
import org.vzlab.kit.image.ImageFile;
import org.vzlab.kit.image.Segment;
import org.vzlab.kit.timing.TimingConstant;
import org.vzlab.vp.config.BoardFile;
import org.vzlab.vp.config.ConfigException;
import org.vzlab.vp.config.Configuration;
import org.vzlab.vp.layout.Configurator;
import org.vzlab.vp.layout.Layout;

/** Images of the demo, as they are and changed. */
final class Images {
  private Images() {}

  /** The demo, with a constant of a board file. */
  static TableImage demo() throws ConfigException {
    Layout layout =
        Configurator.configure(
            Configuration.read(Path.of("../configs/two-guests.config")),
            BoardFile.named("DigilentChipKitWiFire"),
            (file, address) -> ImageFile.load(file.path()));
    return new TableImage("wifire", 4, Map.of(TimingConstant.ERET, 7), layout);
  }

  /** Flash with an image and other bytes in the place of its tables. */
  static FlashView flash(TableImage image, byte[] tables) {
    Image guests = image.image("test", OptionalInt.empty(), new WrittenTables(tables, Map.of()));
    return new ImageView(guests);
  }

  /** Flash with nothing but bytes at an address. */
  static FlashView flash(int address, byte[] bytes) {
    Segment segment = new Segment(address, bytes, bytes.length, true, false, true);
    return new ImageView(new Image("test", OptionalInt.empty(), List.of(segment), List.of()));
  }

  /** The image with a word of its tables changed and the CRC made to fit. */
  static FlashView changed(TableImage image, int offset, int word) throws ImageException {
    byte[] tables = image.write().bytes();
    ByteBuffer words = ByteBuffer.wrap(tables).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(offset, word);
    words.putInt(Format.CRC_WORD, Format.crc(tables));
    return flash(image, tables);
  }

  /** Where an entry of a table is. */
  static int entry(TableImage image, Table table, int entry, int word) throws ImageException {
    ByteBuffer words = ByteBuffer.wrap(image.write().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    int table0 = words.getInt(Format.line(table) + 4);
    return table0 + entry * table.entryBytes() + 4 * word;
  }
}
