package org.vzlab.vp.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vzlab.vp.layout.PageTree;

/** {@code docs/models/image.md} says what the code does. */
class ImagePageTest {
  @Test
  void theTablesHaveTheNumbersAndSizesOfThePage() throws Exception {
    TableImage demo = new TableImage("wifire", 4, Map.of(), Images.demo().layout());
    Map<Table, Integer> sizes = demo.write().sizes();
    StringBuilder rows = new StringBuilder("|---|---|---|---|\n");
    for (Table table : Table.values()) {
      rows.append(
          "| %d | %s | %d | %d |\n"
              .formatted(table.number(), table.title(), table.entryBytes(), sizes.get(table)));
    }

    String page = Files.readString(Path.of("../docs/models/image.md"));

    assertThat(page).contains(rows);
    for (Table table : Table.values()) {
      assertThat(page).contains("### %d: ".formatted(table.number()));
    }
  }

  @Test
  void theHeaderHasTheOffsetsOfThePage() throws Exception {
    byte[] tables = Images.demo().write().bytes();

    assertThat(new String(tables, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("vzlab-vp");
    assertThat(tables[8]).isEqualTo((byte) 4);
    assertThat(Format.LENGTH_WORD).isEqualTo(12);
    assertThat(Format.CRC_WORD).isEqualTo(16);
    assertThat(Format.COVERED).isEqualTo(Format.DIRECTORY).isEqualTo(20);
    assertThat(Format.TABLES).isEqualTo(188);
    assertThat(PageTree.NODE_BYTES).isEqualTo(Table.PAGES.entryBytes());
  }
}
