package dev.baton.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A plot of lines as an SVG file, for the documentation.
 *
 * @param x the horizontal axis
 * @param y the vertical axis
 */
record Plot(String title, Axis x, Axis y, List<Line> lines) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;
  private static final int LEFT = 64;
  private static final int BOTTOM = 52;
  private static final int TOP = 36;
  private static final int RIGHT = 150;
  private static final List<String> COLOURS =
      List.of("#0f766e", "#b45309", "#4338ca", "#be123c", "#4d7c0f", "#6b7280");

  /**
   * An axis.
   *
   * @param ticks in rising order, the first and last are its ends; above 0 where it is logarithmic
   */
  record Axis(String name, boolean logarithmic, List<Double> ticks) {
    private double share(double value) {
      return (scaled(value) - scaled(ticks.getFirst()))
          / (scaled(ticks.getLast()) - scaled(ticks.getFirst()));
    }

    private double scaled(double value) {
      return logarithmic ? Math.log(value) : value;
    }
  }

  /** A named line through points, each {x, y}. */
  record Line(String name, List<List<Double>> points) {}

  void write(Path file) throws IOException {
    Files.writeString(file, svg());
  }

  private String svg() {
    List<String> out = new ArrayList<>();
    out.add(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\" fill=\"#1f2937\">",
            WIDTH,
            HEIGHT));
    out.add(
        String.format(
            Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT));
    out.add(text(WIDTH / 2.0, 20, "middle", title));
    for (double tick : x.ticks()) {
      out.add(rule(left(tick), TOP, left(tick), HEIGHT - BOTTOM));
      out.add(text(left(tick), HEIGHT - BOTTOM + 16, "middle", number(tick)));
    }
    for (double tick : y.ticks()) {
      out.add(rule(LEFT, top(tick), WIDTH - RIGHT, top(tick)));
      out.add(text(LEFT - 8, top(tick) + 4, "end", number(tick)));
    }
    out.add(text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 14, "middle", x.name()));
    out.add(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
            (TOP + HEIGHT - BOTTOM) / 2,
            y.name()));
    for (int i = 0; i < lines.size(); i++) {
      drawLine(out, lines.get(i), COLOURS.get(i % COLOURS.size()), TOP + 12 + 18 * i);
    }
    out.add("</svg>");
    return String.join("\n", out) + "\n";
  }

  private void drawLine(List<String> out, Line line, String colour, int labelTop) {
    StringBuilder points = new StringBuilder();
    for (List<Double> point : line.points()) {
      points.append(
          String.format(Locale.ROOT, "%.1f,%.1f ", left(point.getFirst()), top(point.getLast())));
    }
    out.add(
        String.format(
            Locale.ROOT,
            "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/>",
            colour,
            points.toString().strip()));
    out.add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>",
            WIDTH - RIGHT + 10,
            labelTop,
            colour,
            line.name()));
  }

  private double left(double value) {
    return LEFT + x.share(value) * (WIDTH - RIGHT - LEFT);
  }

  private double top(double value) {
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - BOTTOM - TOP);
  }

  private static String rule(double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#e5e7eb\"/>",
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double left, double top, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        left,
        top,
        anchor,
        text);
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.format(Locale.ROOT, "%.2f", value).replaceAll("0+$", "");
  }
}
