package org.vzlab.vp.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.vzlab.kit.image.ImageException;

/** Names as a table: in UTF-8, each once and ended by a zero. */
final class Names {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Map<String, Integer> offsets = new HashMap<>();

  /** Makes sure that a name is in the table. */
  void add(String name) throws ImageException {
    check(name);
    if (offsets.putIfAbsent(name, bytes.size()) == null) {
      bytes.writeBytes(name.getBytes(StandardCharsets.UTF_8));
      bytes.write(0);
    }
  }

  /** Where a name is. */
  int offset(String name) {
    return offsets.get(name);
  }

  /** The table, filled up to a whole word. */
  byte[] bytes() {
    byte[] table = new byte[(bytes.size() + 3) & -4];
    System.arraycopy(bytes.toByteArray(), 0, table, 0, bytes.size());
    return table;
  }

  /** Names are printed, so they must not do anything else to a terminal. */
  static void check(String name) throws ImageException {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isISOControl(c) || Character.isSurrogate(c)) {
        throw new ImageException(
            "a name: found the character U+%04X in it, expected one that can be printed"
                .formatted((int) c));
      }
    }
  }
}
