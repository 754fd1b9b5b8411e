package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.isolation.proof.Finding;
import org.vzlab.isolation.proof.IsolationProof;
import org.vzlab.isolation.proof.IsolationProof.Verdict;
import org.vzlab.isolation.proof.Matrix;
import org.vzlab.isolation.proof.Matrix.Cell;
import org.vzlab.isolation.proof.Matrix.Column;
import org.vzlab.isolation.proof.Matrix.Row;
import org.vzlab.isolation.proof.Matrix.Section;
import org.vzlab.isolation.proof.Matrix.Sharing;

/** The static proof of isolation as text: the matrix, and every rule with its verdict. */
final class IsolationText {
  private static final int WIDTH = 96;

  private final IsolationProof proof;
  private final Matrix matrix;
  private final int column;
  private final List<String> lines = new ArrayList<>();

  private IsolationText(IsolationProof proof) {
    this.proof = proof;
    matrix = proof.matrix();
    int width = 0;
    for (Column task : matrix.tasks()) {
      width = Math.max(width, task.title().length());
    }
    for (Row row : matrix.rows()) {
      for (Cell cell : row.cells()) {
        width = Math.max(width, cell.text().length());
      }
    }
    column = width + 1;
  }

  /**
   * The lines.
   *
   * @param target what has been proved of, as messages call it
   */
  static List<String> of(IsolationProof proof, String target) {
    IsolationText text = new IsolationText(proof);
    text.line("Isolation under %s, from the tables and registers that it runs with", target);
    text.remarks();
    for (Section section : Section.values()) {
      text.section(section);
    }
    text.rules();
    return text.lines;
  }

  private void line(String format, Object... values) {
    lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  private void remarks() {
    for (Column task : matrix.tasks()) {
      if (task.kernel()) {
        wrapped(
            "  ",
            "  ",
            task.title()
                + " runs in kernel mode: it is part of the hypervisor, and nothing is proved of it");
      }
    }
    if (!proof.policy().isConfigured()) {
      wrapped(
          "  ",
          "  ",
          "an image has no configuration that says what is meant: only what one task has of"
              + " another's RAM is judged");
    }
  }

  /** What a section is called. */
  static String title(Section section) {
    return switch (section) {
      case MEMORY -> "Memory";
      case DEVICE -> "Devices";
      case DMA -> "DMA";
      case INTERRUPT -> "Interrupts";
      case FLOW -> "From guest to guest";
    };
  }

  private void section(Section section) {
    List<Row> rows = matrix.rows().stream().filter(row -> row.section() == section).toList();
    if (rows.isEmpty()) {
      return;
    }
    lines.add("");
    StringBuilder head = new StringBuilder(String.format("%-21s", title(section)));
    matrix.tasks().forEach(task -> head.append(padded(task.title())));
    lines.add(head.toString().stripTrailing());
    for (Row row : rows) {
      StringBuilder line = new StringBuilder(String.format("  %-19s", place(row)));
      row.cells().forEach(cell -> line.append(padded(cell.text())));
      line.append(row.name()).append(sharing(row));
      lines.add(line.toString().stripTrailing());
    }
    if (section == Section.DEVICE) {
      wrapped("  ", "  ", "reached by nobody: " + String.join(", ", series(matrix.unreached())));
    }
  }

  private String padded(String text) {
    return String.format("%-" + column + "s", text);
  }

  /** Addresses, or a number. */
  static String place(Row row) {
    return switch (row.section()) {
      case INTERRUPT -> String.format(Locale.ROOT, "%17d", row.first());
      case FLOW -> "";
      default -> String.format(Locale.ROOT, "%08X-%08X", row.first(), row.first() + row.size() - 1);
    };
  }

  static String sharing(Row row) {
    return row.sharing() == Sharing.NONE
        ? ""
        : row.sharing() == Sharing.READ ? ", shared to read" : ", shared to write";
  }

  private void rules() {
    lines.add("");
    lines.add("Rules");
    for (Verdict verdict : proof.verdicts()) {
      String head =
          String.format("  %-7s %-16s ", verdict.holds() ? "ok" : "failed", name(verdict));
      wrapped(head, " ".repeat(head.length()), verdict.meaning());
      for (Finding finding : verdict.findings()) {
        wrapped("          - ", "            ", finding.text());
      }
    }
    lines.add("");
    int count = proof.findings().size();
    lines.add(
        proof.holds()
            ? "Isolation holds."
            : "Isolation does not hold: " + count + (count == 1 ? " finding." : " findings."));
  }

  static String name(Verdict verdict) {
    return Choice.word(verdict.rule()).replace('_', ' ');
  }

  /** Names that count on are told by the first and the last. */
  private static List<String> series(List<String> names) {
    List<String> told = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= names.size(); to++) {
      if (to == names.size() || !names.get(to).equals(next(names.get(to - 1)))) {
        String first = names.get(from);
        told.add(to - from == 1 ? first : first + ".." + names.get(to - 1));
        from = to;
      }
    }
    return told;
  }

  /** The name behind one that ends with a digit other than 9; empty if there is none. */
  private static String next(String name) {
    int last = name.length() - 1;
    char digit = name.charAt(last);
    return digit >= '0' && digit < '9' ? name.substring(0, last) + (char) (digit + 1) : "";
  }

  private void wrapped(String head, String indent, String text) {
    StringBuilder row = new StringBuilder(head);
    for (String word : text.split(" ", -1)) {
      if (row.length() + word.length() > WIDTH && row.length() > indent.length()) {
        lines.add(row.toString().stripTrailing());
        row = new StringBuilder(indent);
      }
      row.append(word).append(' ');
    }
    lines.add(row.toString().stripTrailing());
  }
}
