package org.vzlab.board;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/** Draws the walks of firmware/timing: cycles an access over the bytes walked, as SVG. */
final class TimingPlot {
  private static final int WIDTH = 640;
  private static final int LEFT = 60;
  private static final int RIGHT = 620;
  private static final int PANEL = 300;
  private static final int TOP = 50;
  private static final int BOTTOM = 240;

  /** Powers of two on the axis: 256 bytes to 64 KB. */
  private static final int FIRST = 8;

  private static final int LAST = 16;

  /** A walk's line: its name in what the image prints, what it is called, and its looks. */
  private record Curve(String walk, String label, String color, String dashes) {}

  private static final List<Curve> LOADS =
      List.of(
          new Curve("walk-flash-prefetch-off", "flash, PREFEN = 0", "#c0392b", ""),
          new Curve("walk-flash-prefetch-on", "flash, PREFEN = 3", "#e67e22", ""),
          new Curve("walk-ram", "RAM", "#2c5d8f", "5 4"));

  private static final List<Curve> CODE =
      List.of(
          new Curve("walk-code-prefetch-off", "flash, PREFEN = 0", "#c0392b", ""),
          new Curve("walk-code-prefetch-on", "flash, PREFEN = 3", "#e67e22", ""));

  private final StringBuilder svg = new StringBuilder();
  private final Map<String, NavigableMap<Integer, Integer>> walks;

  private TimingPlot(Map<String, NavigableMap<Integer, Integer>> walks) {
    this.walks = walks;
  }

  /** The picture: a panel for loads and one for instructions. */
  static String of(Map<String, NavigableMap<Integer, Integer>> walks) {
    return new TimingPlot(walks).draw();
  }

  private String draw() {
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
            + " height=\"%d\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">",
        WIDTH, 2 * PANEL, WIDTH, 2 * PANEL);
    line("<title>Cycles a load and an instruction by the size of what is walked</title>");
    line("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, 2 * PANEL);
    panel(0, "A load, each in a line of its own: the data cache has 4 KB", 12, 4096, LOADS);
    panel(PANEL, "An instruction of straight code: the instruction cache has 16 KB", 3, 16384, CODE);
    line("</svg>");
    return svg.toString();
  }

  private void line(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  private void panel(int offset, String title, int cycles, int capacity, List<Curve> curves) {
    line("<g transform=\"translate(0 %d)\">", offset);
    line("<text x=\"%d\" y=\"24\" font-size=\"14\" fill=\"#22313f\">%s</text>", LEFT, title);
    for (int power = FIRST; power <= LAST; power++) {
      double x = x(1 << power);
      line(
          "<path d=\"M%.1f %d V%d\" stroke=\"#e3e7eb\"/>"
              + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#44546a\">%s</text>",
          x, TOP, BOTTOM, x, BOTTOM + 16, size(1 << power));
    }
    for (int y = 0; y <= cycles; y += cycles / 3) {
      line(
          "<path d=\"M%d %.1f H%d\" stroke=\"#e3e7eb\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#44546a\">%d</text>",
          LEFT, y(y, cycles), RIGHT, LEFT - 6, y(y, cycles) + 4, y);
    }
    line(
        "<path d=\"M%.1f %d V%d\" stroke=\"#7f8c8d\" stroke-dasharray=\"2 3\"/>",
        x(capacity), TOP, BOTTOM);
    line(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#22313f\">bytes walked</text>",
        (LEFT + RIGHT) / 2, BOTTOM + 36);
    line(
        "<text transform=\"translate(20 %d) rotate(-90)\" text-anchor=\"middle\""
            + " fill=\"#22313f\">cycles</text>",
        (TOP + BOTTOM) / 2);
    for (int i = 0; i < curves.size(); i++) {
      curve(curves.get(i), cycles, TOP + 16 + 18 * i);
    }
    line("</g>");
  }

  private void curve(Curve curve, int cycles, int legend) {
    StringBuilder points = new StringBuilder();
    walks
        .get(curve.walk())
        .forEach(
            (size, hundredths) ->
                points.append(
                    String.format(
                        Locale.ROOT, " %.1f,%.1f", x(size), y(hundredths / 100.0, cycles))));
    String stroke =
        "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\""
            .formatted(curve.color(), curve.dashes());
    line("<polyline fill=\"none\" %s points=\"%s\"/>", stroke, points.substring(1));
    line(
        "<path d=\"M%d %d h26\" %s/><text x=\"%d\" y=\"%d\" fill=\"#22313f\">%s</text>",
        LEFT + 16, legend, stroke, LEFT + 50, legend + 4, curve.label());
  }

  private static double x(int size) {
    double power = Math.log(size) / Math.log(2);
    return LEFT + (RIGHT - LEFT) * (power - FIRST) / (LAST - FIRST);
  }

  private static double y(double cycles, int most) {
    return BOTTOM - (BOTTOM - TOP) * cycles / most;
  }

  private static String size(int bytes) {
    return bytes < 1024 ? Integer.toString(bytes) : bytes / 1024 + " K";
  }
}
