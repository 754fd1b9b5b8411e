package org.vzlab.cli;

import java.util.Locale;
import org.vzlab.board.TimeMap;

/**
 * Draws a major frame as a time line: a row for each guest and thread and one for root, a box for
 * each window, with the hypervisor's part of it darker. What a box is appears when the mouse rests
 * on it. The same frame gives the same bytes.
 */
final class FrameSvg {
  private static final int WIDTH = 1200;
  private static final int LEFT = 110;
  private static final int RIGHT = 1160;
  private static final int HEADER = 48;
  private static final int ROW = 36;
  private static final int BOX = 28;
  private static final int FOOTER = 34;
  private static final int TICKS = 12;

  /** A box is labelled if it has this many tenths of a pixel. */
  private static final long LABELLED = 800;

  private static final String ROOT = "root";

  private final StringBuilder svg = new StringBuilder();
  private final TimeMap.Frame frame;
  private final int bottom;

  private FrameSvg(TimeMap.Frame frame) {
    this.frame = frame;
    bottom = HEADER + (frame.tasks().size() + 1) * ROW;
  }

  static String of(TimeMap.Frame frame) {
    FrameSvg picture = new FrameSvg(frame);
    picture.begin();
    picture.ruler();
    int row = 0;
    for (TimeMap.Served task : frame.tasks()) {
      picture.task(task, row++);
    }
    picture.root(row);
    return picture.svg.append("</svg>\n").toString();
  }

  private void begin() {
    add(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d">
        <style>
        text { font: 12px Verdana, 'DejaVu Sans', sans-serif; fill: #111; pointer-events: none }
        line { stroke: #ccc; stroke-width: 1 }
        g:hover > rect { stroke: #000; stroke-width: 1.5 }
        </style>
        <rect width="100%%" height="100%%" fill="#fbfbf8"/>
        <text x="%3$d" y="24" text-anchor="middle" style="font-size: 17px">A major frame of %4$d us</text>
        """,
        WIDTH, bottom + FOOTER, WIDTH / 2, frame.length());
  }

  private void ruler() {
    long step = FrameRuler.step(frame.length(), TICKS);
    for (long time = 0; time <= frame.length(); time += step) {
      add(
          """
          <line x1="%1$s" y1="%2$d" x2="%1$s" y2="%3$d"/>\
          <text x="%1$s" y="%4$d" text-anchor="middle">%5$d</text>
          """,
          FlamegraphSvg.pixels(place(time)), HEADER - 8, bottom + 4, bottom + 20, time);
    }
    add("<text x=\"%d\" y=\"%d\">us</text>\n", RIGHT + 22, bottom + 20);
  }

  private void task(TimeMap.Served task, int row) {
    label(task.task(), row);
    int hue = FlamegraphSvg.hue(task.task());
    for (TimeMap.Window window : frame.windows()) {
      if (window.task().equals(task.task())) {
        long entry = FrameRuler.entry(frame, window);
        box(row, hue, 40, "switch to " + task.task(), window.start(), entry);
        box(row, hue, 70, task.task(), entry, window.start() + window.length());
      }
    }
  }

  /** What is in no window. */
  private void root(int row) {
    label(ROOT, row);
    long end = 0;
    for (TimeMap.Window window : frame.windows()) {
      box(row, FlamegraphSvg.hue(ROOT), 70, ROOT, end, window.start());
      end = window.start() + window.length();
    }
    box(row, FlamegraphSvg.hue(ROOT), 70, ROOT, end, frame.length());
  }

  private void label(String name, int row) {
    add("<text x=\"10\" y=\"%d\">%s</text>\n", HEADER + row * ROW + 18, name);
  }

  private void box(int row, int hue, int light, String what, long from, long to) {
    if (to <= from) {
      return;
    }
    int y = HEADER + row * ROW;
    long left = place(from);
    long width = place(to) - left;
    add(
        """
        <g><title>%s, %d to %d us</title>\
        <rect x="%s" y="%d" width="%s" height="%d" fill="hsl(%d,60%%,%d%%)"/>\
        """,
        what,
        from,
        to,
        FlamegraphSvg.pixels(left),
        y,
        FlamegraphSvg.pixels(width),
        BOX,
        hue,
        light);
    if (width >= LABELLED) {
      add(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%d us</text>",
          FlamegraphSvg.pixels(left + width / 2), y + 18, to - from);
    }
    add("</g>\n");
  }

  /** Tenths of a pixel from the left. */
  private long place(long time) {
    return 10L * LEFT + 10L * (RIGHT - LEFT) * time / frame.length();
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values));
  }
}
