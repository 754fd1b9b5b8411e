package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under one another: the first column to the left, the others to the right. */
final class Columns {
  private Columns() {}

  /**
   * Each row as a line.
   *
   * @param rows all of the same length
   */
  static List<String> aligned(List<List<String>> rows) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int at = column;
        int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElseThrow();
        line.append(column == 0 ? "" : "  ")
            .append(String.format("%" + (column == 0 ? -width : width) + "s", row.get(column)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
