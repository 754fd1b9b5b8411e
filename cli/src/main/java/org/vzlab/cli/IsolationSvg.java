package org.vzlab.cli;

import java.util.Locale;
import org.vzlab.isolation.proof.IsolationProof;
import org.vzlab.isolation.proof.IsolationProof.Verdict;
import org.vzlab.isolation.proof.Matrix;
import org.vzlab.isolation.proof.Matrix.Cell;
import org.vzlab.isolation.proof.Matrix.Column;
import org.vzlab.isolation.proof.Matrix.Row;
import org.vzlab.isolation.proof.Matrix.Section;
import org.vzlab.isolation.proof.Matrix.Sharing;

/**
 * Draws the matrix of the static proof of isolation: a row for each range of memory, each device,
 * each interrupt and each way from guest to guest, a column for each task. The entries of tables
 * that let a task appear when the mouse rests on a cell. The same proof gives the same bytes.
 */
final class IsolationSvg {
  private static final int LEFT = 20;
  private static final int PLACE = 170;
  private static final int NAME = 250;
  private static final int CELL = 84;
  private static final int ROW = 20;
  private static final int HEADER = 64;
  private static final int GAP = 34;
  private static final int RULES = 30;

  private final StringBuilder svg = new StringBuilder();
  private final IsolationProof proof;
  private final Matrix matrix;
  private final int width;
  private int y = HEADER;

  private IsolationSvg(IsolationProof proof) {
    this.proof = proof;
    matrix = proof.matrix();
    width = Math.max(760, LEFT + PLACE + NAME + matrix.tasks().size() * CELL + 150);
  }

  static String of(IsolationProof proof, String target) {
    IsolationSvg picture = new IsolationSvg(proof);
    picture.begin(target);
    for (Section section : Section.values()) {
      picture.section(section);
    }
    picture.rules();
    return picture.svg.append("</svg>\n").toString();
  }

  private int height() {
    long sections = matrix.rows().stream().map(Row::section).distinct().count();
    int rules = proof.verdicts().size() * ROW + RULES;
    return HEADER + (int) sections * (GAP + ROW) + matrix.rows().size() * ROW + rules + 20;
  }

  private void begin(String target) {
    add(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
        <style>
        text { font: 12px Verdana, 'DejaVu Sans', sans-serif; fill: #111; pointer-events: none }
        text.place { font-family: 'DejaVu Sans Mono', Menlo, Consolas, monospace }
        text.head { font-weight: bold }
        g:hover > rect { stroke: #000; stroke-width: 1.5 }
        </style>
        <rect width="100%%" height="100%%" fill="#fbfbf8"/>
        <text x="%3$d" y="26" style="font-size: 17px">Who reaches what under %4$s</text>
        """,
        width, height(), LEFT, FlamegraphSvg.escaped(target));
    int x = LEFT;
    for (String[] key :
        new String[][] {
          {"rw", "rw-", "mapped, written"},
          {"r", "r--", "mapped, not written"},
          {"h", "h rw", "by the hypervisor on the real thing"},
          {"e", "e rw", "emulated"}
        }) {
      add(
          "<rect x=\"%d\" y=\"38\" width=\"12\" height=\"12\" fill=\"%s\"/>"
              + "<text x=\"%d\" y=\"49\">%s</text>\n",
          x, colour(key[1]), x + 17, key[2]);
      x += 45 + 7 * key[2].length();
    }
  }

  private void section(Section section) {
    boolean begun = false;
    for (Row row : matrix.rows()) {
      if (row.section() == section) {
        if (!begun) {
          head(section);
          begun = true;
        }
        row(row);
      }
    }
  }

  private void head(Section section) {
    y += GAP;
    text(LEFT, "head", IsolationText.title(section));
    int x = LEFT + PLACE + NAME;
    for (Column task : matrix.tasks()) {
      add("<g><title>%s</title>", FlamegraphSvg.escaped(task.name()));
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"hsl(%d,60%%,85%%)\"/>",
          x, y - 14, CELL - 4, ROW - 2, FlamegraphSvg.hue(task.title()));
      add("</g>\n");
      text(x + 6, "head", task.title());
      x += CELL;
    }
    y += ROW;
  }

  private void row(Row row) {
    text(LEFT, "place", IsolationText.place(row).strip());
    text(LEFT + PLACE, "name", row.name());
    int x = LEFT + PLACE + NAME;
    for (int i = 0; i < row.cells().size(); i++) {
      cell(row, row.cells().get(i), matrix.tasks().get(i), x);
      x += CELL;
    }
    if (row.sharing() != Sharing.NONE) {
      text(x + 4, "name", IsolationText.sharing(row).substring(2));
    }
    y += ROW;
  }

  private void cell(Row row, Cell cell, Column task, int x) {
    String title =
        cell.isNone()
            ? task.title() + " does not reach " + row.name()
            : task.title() + ": " + String.join("; ", cell.causes());
    add(
        "<g><title>%s</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>",
        FlamegraphSvg.escaped(title), x, y - 14, CELL - 4, ROW - 2, colour(cell.text()));
    add("</g>\n");
    if (!cell.isNone()) {
      text(x + 6, "place", cell.text());
    }
  }

  private static String colour(String text) {
    if (text.equals(Matrix.NONE.text())) {
      return "#eeeeea";
    }
    if (text.startsWith("e")) {
      return "#cfe3f7";
    }
    if (text.startsWith("h")) {
      return "#e3d5f2";
    }
    return text.contains("w") || text.equals("all") ? "#f6c9a8" : "#d4ecc4";
  }

  private void rules() {
    y += RULES;
    for (Verdict verdict : proof.verdicts()) {
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>",
          LEFT, y - 11, verdict.holds() ? "#7fbf6a" : "#d9534f");
      text(
          LEFT + 20,
          "name",
          IsolationText.name(verdict)
              + ": "
              + verdict.meaning()
              + (verdict.holds() ? "" : ": " + verdict.findings().size() + " found otherwise"));
      y += ROW;
    }
  }

  private void text(int x, String kind, String text) {
    add(
        "<text x=\"%d\" y=\"%d\" class=\"%s\">%s</text>\n",
        x, y, kind, FlamegraphSvg.escaped(text));
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values));
  }
}
