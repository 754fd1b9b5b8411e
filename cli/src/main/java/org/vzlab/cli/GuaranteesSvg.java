package org.vzlab.cli;

import java.util.Locale;
import org.vzlab.board.Distribution;
import org.vzlab.isolation.guarantee.Figure;
import org.vzlab.isolation.guarantee.Guarantee;
import org.vzlab.isolation.guarantee.Quantity;

/**
 * Draws what guests and threads have of the processor when all others attack: for each of them
 * histograms of its latencies with what the schedule promises, above the axis as one that is always
 * busy and below it as it is, and beside them its share and its switches. The same measurement
 * gives the same bytes.
 */
final class GuaranteesSvg {
  private static final int WIDTH = 1200;
  private static final int HEADER = 92;
  private static final int PANEL = 262;
  private static final int LEFT = 70;

  /** Bars of a histogram, and their pixels with the gap between them. */
  private static final int BARS = 158;

  private static final int BAR = 5;
  private static final int RIGHT = LEFT + BARS * BAR;
  private static final int TICKS = 10;

  /** From the top of a panel to the axis, and from there up and down. */
  private static final int AXIS = 126;

  private static final int HALF = 90;
  private static final int LABEL = 14;

  /** Of each decade of counts a bar of one has so much. */
  private static final double LEAST_BAR = 0.4;

  private static final String KEPT = "#2b7a3d";
  private static final String BROKEN = "#c62828";
  private static final String WORST = "#111";
  private static final String QUIET = "#777";

  private final StringBuilder svg = new StringBuilder();
  private final GuaranteesResult result;

  private GuaranteesSvg(GuaranteesResult result) {
    this.result = result;
  }

  static String of(GuaranteesResult result) {
    GuaranteesSvg picture = new GuaranteesSvg(result);
    picture.begin();
    int top = HEADER;
    for (Guarantee guarantee : result.guarantees()) {
      picture.panel(guarantee, top);
      top += PANEL;
    }
    return picture.svg.append("</svg>\n").toString();
  }

  private void begin() {
    add(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
        <style>
        text { font: 12px Verdana, 'DejaVu Sans', sans-serif; fill: #111; pointer-events: none }
        text.mark { paint-order: stroke; stroke: #fbfbf8; stroke-width: 4px; stroke-linejoin: round }
        text.small { font-size: 11px; fill: #555 }
        line.grid { stroke: #e2e2dc; stroke-width: 1 }
        g:hover > rect { stroke: #000; stroke-width: 1 }
        </style>
        <rect width="100%%" height="100%%" fill="#fbfbf8"/>
        <text x="%3$d" y="30" style="font-size: 17px">What guests have of the processor while all \
        others attack: %4$s</text>
        <text x="%3$d" y="50" class="small">%5$d runs of %6$s us of board time</text>
        """,
        WIDTH,
        HEADER + PANEL * result.guarantees().size(),
        LEFT,
        FlamegraphSvg.escaped(result.target()),
        result.done(),
        microseconds((double) result.cycles()));
    int x = LEFT;
    x = key(x, "#777", 12, "above: latency of one that is always busy");
    x = key(x, "#bbb", 12, "below: as it is");
    x = key(x, KEPT, 3, "promised at most");
    x = key(x, WORST, 1, "worst under attack");
    key(x, QUIET, 1, "worst when it is quiet");
  }

  private int key(int x, String colour, int width, String text) {
    add("<rect x=\"%d\" y=\"62\" width=\"%d\" height=\"12\" fill=\"%s\"/>", x, width, colour);
    text(x + width + 6, 73, "", "start", text);
    return x + width + 30 + (13 * text.length()) / 2;
  }

  private void panel(Guarantee guarantee, int top) {
    PanelScale scale = PanelScale.of(guarantee);
    text(
        LEFT,
        top + 20,
        "\" style=\"font-weight: bold; fill: " + (guarantee.holds() ? "#111" : BROKEN),
        "start",
        guarantee.title() + (guarantee.holds() ? "" : ": BROKEN"));
    grid(scale, top);
    half(guarantee, Quantity.BUSY_LATENCY, scale, top);
    half(guarantee, Quantity.LATENCY, scale, top);
    add(
        "<line x1=\"%d\" y1=\"%3$d\" x2=\"%d\" y2=\"%3$d\" stroke=\"#444\"/>\n",
        LEFT, RIGHT, top + AXIS);
    bar(guarantee.figure(Quantity.SHARE), guarantee, top + 50);
    bar(guarantee.figure(Quantity.SWITCH), guarantee, top + 136);
  }

  private void grid(PanelScale scale, int top) {
    long step = FrameRuler.step(scale.length(), TICKS);
    for (long time = 0; time <= scale.length(); time += step) {
      String x = FlamegraphSvg.pixels(scale.place(time * GuaranteesResult.CYCLES_PER_MICROSECOND));
      add(
          "<line class=\"grid\" x1=\"%1$s\" y1=\"%2$d\" x2=\"%1$s\" y2=\"%3$d\"/>"
              + "<text x=\"%1$s\" y=\"%4$d\" text-anchor=\"middle\" class=\"small\">%5$d</text>\n",
          x, top + AXIS - HALF, top + AXIS + HALF, top + AXIS + HALF + 16, time);
    }
    text(RIGHT + 8, top + AXIS + HALF + 16, "small", "start", "us");
    long count = 1;
    for (int decade = 0; decade <= scale.decades(); decade++) {
      long height = scale.height(count);
      for (long y : new long[] {10L * (top + AXIS) - height, 10L * (top + AXIS) + height}) {
        add(
            "<line class=\"grid\" x1=\"%d\" y1=\"%3$s\" x2=\"%d\" y2=\"%3$s\"/>",
            LEFT, RIGHT, FlamegraphSvg.pixels(y));
        add(
            "<text x=\"%d\" y=\"%s\" text-anchor=\"end\" class=\"small\">%d</text>\n",
            LEFT - 6, FlamegraphSvg.pixels(y + 40), count);
      }
      count *= 10;
    }
    add(
        "<text transform=\"translate(18 %d) rotate(-90)\" text-anchor=\"middle\" class=\"small\">"
            + "how often</text>\n",
        top + AXIS);
  }

  private void half(Guarantee guarantee, Quantity quantity, PanelScale scale, int top) {
    boolean up = quantity == Quantity.BUSY_LATENCY;
    Distribution all = up ? guarantee.busyLatencies() : guarantee.latencies();
    Figure figure = guarantee.figure(quantity);
    int hue = FlamegraphSvg.hue(guarantee.title());
    long axis = 10L * (top + AXIS);
    for (int i = 0; i < BARS; i++) {
      long from = scale.start(i);
      long below = i == BARS - 1 ? Long.MAX_VALUE : scale.start(i + 1);
      long count = all.count(from, below);
      if (count > 0) {
        long height = scale.height(count);
        add(
            "<g><title>%s: %d times from %s to %s us</title><rect x=\"%d\" y=\"%s\" width=\"%d\""
                + " height=\"%s\" fill=\"hsl(%d,%s)\"/></g>\n",
            quantity.word(),
            count,
            microseconds((double) from),
            microseconds((double) scale.start(i + 1)),
            LEFT + i * BAR,
            FlamegraphSvg.pixels(up ? axis - height : axis),
            BAR - 1,
            FlamegraphSvg.pixels(height),
            hue,
            up ? "60%,55%" : "45%,76%");
      }
    }
    int edge = top + AXIS + (up ? -HALF : HALF);
    int inward = up ? 1 : -1;
    int label = edge + (up ? 10 : -2);
    if (all.count() == 0) {
      text(LEFT + 10, label + inward * LABEL, "small", "start", absent(guarantee, up));
    }
    figure
        .quiet()
        .ifPresent(
            value -> mark(scale, value, label + 2 * inward * LABEL, top, 1, QUIET, "quiet "));
    figure
        .attacked()
        .ifPresent(value -> mark(scale, value, label + inward * LABEL, top, 1, WORST, "worst "));
    figure
        .promised()
        .ifPresent(
            value ->
                mark(scale, value, label, top, 3, figure.isBroken() ? BROKEN : KEPT, "promised "));
  }

  private static String absent(Guarantee guarantee, boolean busy) {
    return !busy
        ? "it has waited for nothing"
        : guarantee.isReplaceable() ? "nothing was due" : "it is not replaced by a busy one";
  }

  /** A line from a label to the axis, and the label on the side that has more room. */
  private void mark(
      PanelScale scale, double cycles, int label, int top, int width, String colour, String what) {
    long x = scale.place(cycles);
    boolean left = x > 5L * (LEFT + RIGHT);
    boolean up = label < top + AXIS;
    add(
        "<line x1=\"%1$s\" y1=\"%2$d\" x2=\"%1$s\" y2=\"%3$d\" stroke=\"%4$s\""
            + " stroke-width=\"%5$d\"/>",
        FlamegraphSvg.pixels(x), label + (up ? -9 : 1), top + AXIS, colour, width);
    add(
        "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\" class=\"mark\" style=\"fill: %s\">%s</text>\n",
        FlamegraphSvg.pixels(x + (left ? -50 : 50)),
        label,
        left ? "end" : "start",
        colour,
        what + microseconds(cycles) + " us");
  }

  /** A bar as long as the worst under attack, with what it was when quiet and what is promised. */
  private void bar(Figure figure, Guarantee guarantee, int y) {
    int left = RIGHT + 70;
    int length = WIDTH - 30 - left;
    boolean share = figure.quantity() == Quantity.SHARE;
    double whole =
        share
            ? 1
            : 1.15
                * Math.max(
                    1,
                    Math.max(
                        figure.promised().orElse(0),
                        Math.max(figure.attacked().orElse(0), figure.quiet().orElse(0))));
    String attacked =
        figure.attacked().isPresent()
            ? GuaranteesResult.measure(figure.quantity(), figure.attacked().getAsDouble())
            : "not seen";
    text(left, y, "", "start", (share ? "share at least: " : "switch at most: ") + attacked);
    add(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" fill=\"#ebebe5\"/>",
        left, y + 8, length);
    if (figure.attacked().isPresent()) {
      add(
          "<rect x=\"%d\" y=\"%d\" width=\"%s\" height=\"16\" fill=\"hsl(%d,60%%,55%%)\"/>",
          left,
          y + 8,
          FlamegraphSvg.pixels(along(figure.attacked().getAsDouble(), whole, length)),
          FlamegraphSvg.hue(guarantee.title()));
    }
    figure.quiet().ifPresent(value -> tick(left, along(value, whole, length), y + 8, 16, 1, QUIET));
    if (figure.promised().isPresent()) {
      double promised = figure.promised().getAsDouble();
      String colour = figure.isBroken() ? BROKEN : KEPT;
      long place = along(promised, whole, length);
      tick(left, place, y + 4, 24, 3, colour);
      boolean end = place > 5L * length;
      add(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"%s\" style=\"fill: %s\">promised %s</text>\n",
          FlamegraphSvg.pixels(10L * left + place),
          y + 42,
          end ? "end" : "start",
          colour,
          GuaranteesResult.measure(figure.quantity(), promised));
    }
  }

  private void tick(int left, long place, int y, int height, int width, String colour) {
    add(
        "<line x1=\"%1$s\" y1=\"%2$d\" x2=\"%1$s\" y2=\"%3$d\" stroke=\"%4$s\""
            + " stroke-width=\"%5$d\"/>\n",
        FlamegraphSvg.pixels(10L * left + place), y, y + height, colour, width);
  }

  private static long along(double value, double whole, int length) {
    return Math.round(10 * length * value / whole);
  }

  private void text(int x, int y, String kind, String anchor, String text) {
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">%s</text>\n",
        x, y, anchor, kind, FlamegraphSvg.escaped(text));
  }

  /** As short as it is exact. */
  private static String microseconds(double cycles) {
    return GuaranteesResult.number(Quantity.LATENCY, cycles).replaceFirst("\\.?0+$", "");
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values));
  }

  /**
   * Where in a panel times and counts are.
   *
   * @param length of the axis in microseconds
   * @param decades of counts
   */
  private record PanelScale(long length, int decades) {
    static PanelScale of(Guarantee guarantee) {
      double most = 0;
      for (Quantity quantity : new Quantity[] {Quantity.LATENCY, Quantity.BUSY_LATENCY}) {
        Figure figure = guarantee.figure(quantity);
        most = Math.max(most, figure.quiet().orElse(0));
        most = Math.max(most, figure.attacked().orElse(0));
        most = Math.max(most, figure.promised().orElse(0));
      }
      long shown = 1 + (long) (1.03 * most / GuaranteesResult.CYCLES_PER_MICROSECOND);
      PanelScale linear = new PanelScale(shown, 0);
      long count = 1;
      for (int i = 0; i < BARS; i++) {
        long below = i == BARS - 1 ? Long.MAX_VALUE : linear.start(i + 1);
        count = Math.max(count, guarantee.latencies().count(linear.start(i), below));
        count = Math.max(count, guarantee.busyLatencies().count(linear.start(i), below));
      }
      int decades = 1;
      for (long power = 10; power < count; power *= 10) {
        decades++;
      }
      return new PanelScale(shown, decades);
    }

    /** The first cycle of a bar. */
    long start(int bar) {
      return Math.round(bar * (length * GuaranteesResult.CYCLES_PER_MICROSECOND) / BARS);
    }

    /** Tenths of a pixel from the left of the picture. */
    long place(double cycles) {
      double part = cycles / (length * GuaranteesResult.CYCLES_PER_MICROSECOND);
      return 10L * LEFT + Math.round(10.0 * (RIGHT - LEFT) * part);
    }

    /** Tenths of a pixel from the axis; the same on every computer. */
    long height(long count) {
      return Math.round(
          10.0 * HALF * (StrictMath.log10((double) count) + LEAST_BAR) / (decades + LEAST_BAR));
    }
  }
}
