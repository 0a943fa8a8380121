package io.github.cdk8sovms.timeline;

import java.util.Locale;

/** The text of a picture, with the same bytes in any language of the machine. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  void open(int width, int height) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">",
        width, height, width, height);
  }

  String close() {
    add("</svg>");
    return text.toString();
  }

  void raw(String lines) {
    text.append(lines);
  }

  void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  void text(String style, double x, double y, String content) {
    add(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
        style, pixel(x), pixel(y), escaped(content));
  }

  void textAtEnd(String style, double x, double y, String content) {
    add(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>",
        style, pixel(x), pixel(y), escaped(content));
  }

  static String pixel(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
