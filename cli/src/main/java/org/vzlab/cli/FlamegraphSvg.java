package org.vzlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vzlab.cli.CollapsedStacks.Frame;

/**
 * Draws a flame graph: the frame that called all others at the bottom, on each frame what it
 * called, as wide as its share of the samples. A frame's whole name, samples and share appear when
 * the mouse rests on it. Frames narrower than a tenth of a pixel are left out.
 *
 * <p>The colour says whose a stack is, by its outermost frame; its shade tells neighbours apart.
 */
final class FlamegraphSvg {
  private static final int WIDTH = 1200;
  private static final int MARGIN = 10;
  private static final int ROW = 17;
  private static final int HEADER = 48;
  private static final int FOOTER = 10;

  /** Widths and places are counted in tenths of a pixel. */
  private static final long TENTHS = 10L * (WIDTH - 2 * MARGIN);

  /** About what a character of the text takes. */
  private static final int TENTHS_PER_CHARACTER = 75;

  private static final int FEWEST_CHARACTERS = 3;
  private static final int TEXT_INSET = 30;

  /**
   * Hues of root and the guests 1 to 7, in degrees, as far from their neighbours as they can be.
   */
  private static final int[] HUES = {25, 210, 120, 285, 55, 175, 335, 85};

  private record Box(Frame frame, int depth, long before, String owner) {}

  private final StringBuilder svg = new StringBuilder();
  private final String title;
  private long total;
  private int height;

  FlamegraphSvg(String title) {
    this.title = title;
  }

  /** The picture; the same samples give the same bytes. */
  String draw(Frame all) {
    total = all.samples();
    List<Box> boxes = boxes(all);
    height = HEADER + (boxes.get(boxes.size() - 1).depth() + 1) * ROW + FOOTER;
    begin();
    boxes.forEach(this::draw);
    return svg.append("</svg>\n").toString();
  }

  /** What is wide enough to be seen, row by row. */
  private List<Box> boxes(Frame all) {
    List<Box> boxes = new ArrayList<>();
    boxes.add(new Box(all, 0, 0, ""));
    for (int i = 0; i < boxes.size(); i++) {
      Box box = boxes.get(i);
      long before = box.before();
      for (Frame callee : box.frame().callees()) {
        String owner = box.depth() == 0 ? callee.name() : box.owner();
        Box next = new Box(callee, box.depth() + 1, before, owner);
        if (right(next) > left(next)) {
          boxes.add(next);
        }
        before += callee.samples();
      }
    }
    return boxes;
  }

  private long left(Box box) {
    return Math.round((double) TENTHS * box.before() / total);
  }

  private long right(Box box) {
    return Math.round((double) TENTHS * (box.before() + box.frame().samples()) / total);
  }

  private void begin() {
    svg.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        .append(
            format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\""
                    + " viewBox=\"0 0 %1$d %2$d\">\n",
                WIDTH, height))
        .append(
            """
            <style>
            text { font: 12px Verdana, 'DejaVu Sans', sans-serif; fill: #111; pointer-events: none }
            rect.frame { stroke: #fff; stroke-width: 0.5 }
            g:hover > rect.frame { stroke: #000; stroke-width: 1.5 }
            </style>
            <rect width="100%" height="100%" fill="#fbfbf8"/>
            """)
        .append(
            format(
                "<text x=\"%d\" y=\"24\" text-anchor=\"middle\" style=\"font-size: 17px\">%s</text>\n",
                WIDTH / 2, escaped(title)));
  }

  private void draw(Box box) {
    long left = left(box);
    long width = right(box) - left;
    int y = height - FOOTER - (box.depth() + 1) * ROW;
    String name = box.frame().name();
    svg.append("<g><title>")
        .append(escaped(name))
        .append(
            format(
                " (%,d sample%s, %.2f%%)</title>",
                box.frame().samples(),
                box.frame().samples() == 1 ? "" : "s",
                100.0 * box.frame().samples() / total))
        .append(
            format(
                "<rect class=\"frame\" x=\"%s\" y=\"%d\" width=\"%s\" height=\"%d\" rx=\"2\""
                    + " fill=\"%s\"/>",
                pixels(10L * MARGIN + left), y, pixels(width), ROW - 1, colour(box)));
    String label = clipped(name, (width - TEXT_INSET) / TENTHS_PER_CHARACTER);
    if (!label.isEmpty()) {
      svg.append(
          format(
              "<text x=\"%s\" y=\"%d\">%s</text>",
              pixels(10L * MARGIN + left + TEXT_INSET), y + 12, escaped(label)));
    }
    svg.append("</g>\n");
  }

  /** Pixels as SVG has them. */
  static String pixels(long tenths) {
    return tenths % 10 == 0 ? "" + tenths / 10 : tenths / 10 + "." + tenths % 10;
  }

  /** As much of a name as there is room for. */
  private static String clipped(String name, long characters) {
    int length = name.codePointCount(0, name.length());
    if (length <= characters) {
      return name;
    }
    if (characters < FEWEST_CHARACTERS) {
      return "";
    }
    return name.substring(0, name.offsetByCodePoints(0, (int) characters - 2)) + "..";
  }

  private static String colour(Box box) {
    if (box.depth() == 0) {
      return "#d8d8d8";
    }
    if (box.frame().name().equals("[idle]")) {
      return "#e8e8e4";
    }
    int hash = spread(box.frame().name());
    return format("hsl(%d,%d%%,%d%%)", hue(box.owner()), 60 + hash % 21, 62 + (hash >>> 8) % 15);
  }

  /** The colour of root, a guest or whatever else. */
  static int hue(String owner) {
    if (owner.matches("root|guest [1-7]( .*)?")) {
      return HUES[owner.equals("root") ? 0 : owner.charAt("guest ".length()) - '0'];
    }
    return spread(owner) % 360;
  }

  /** A number that is not negative and differs for names that are alike. */
  private static int spread(String name) {
    int hash = name.hashCode() * 0x9E3779B1;
    return (hash ^ hash >>> 15) & 0x7FFFFFFF;
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  /** Text as XML has it; a character that XML cannot have becomes the replacement character. */
  static String escaped(String text) {
    StringBuilder xml = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '"' -> xml.append("&quot;");
                default -> xml.appendCodePoint(isXml(c) ? c : 0xFFFD);
              }
            });
    return xml.toString();
  }

  /** XML 1.0, production 2. */
  private static boolean isXml(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
