package io.github.cdk8sovms.planning.input;

import io.github.cdk8sovms.planning.Traffic;
import io.github.cdk8sovms.planning.Traffic.Spacing;
import io.github.cdk8sovms.planning.Traffic.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traffic in words. Parts follow each other, separated by commas; rates are requests a second:
 *
 * <ul>
 *   <li>{@code constant:20/1h}: 20 for an hour
 *   <li>{@code step:8..50@60s/300s}: 8, from 60 s on 50, for 300 s in total
 *   <li>{@code burst:8..50@60s+30s/10m}: 8, from 60 s on 50 for 30 s, then 8 again
 *   <li>{@code ramp:8..50@60s+5m/10m}: 8, from 60 s on rising to 50 within 5 minutes, then 50
 *   <li>{@code wave:8..50@1h/6h}: a sine from 8 to 50 and back with a period of an hour
 *   <li>{@code day:8..50/7d}: a wave with a period of a day, lowest at its start
 * </ul>
 */
public final class Shapes {
  /** An example of each shape, for messages. */
  public static final String EXAMPLES =
      "constant:20/1h, step:8..50@60s/300s, burst:8..50@60s+30s/10m, ramp:8..50@60s+5m/10m,"
          + " wave:8..50@1h/6h or day:8..50/7d";

  private static final String RATE = "(\\d+(?:\\.\\d+)?)";
  private static final String TIME = "([\\d.a-z]+)";
  private static final Pattern PART =
      Pattern.compile(
          "([a-z]+):"
              + RATE
              + "(?:\\.\\."
              + RATE
              + ")?(?:@"
              + TIME
              + "(?:\\+"
              + TIME
              + ")?)?/"
              + TIME);

  /** Pieces of a sine or ramp; shorter than any window of a metric. */
  private static final double PIECE = 10;

  private static final int MOST_PIECES = 1_000_000;

  private Shapes() {}

  /**
   * Parses a shape.
   *
   * @throws InvalidInputException if it is none
   */
  public static Traffic parse(String text, Spacing spacing) {
    List<Step> steps = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      steps.addAll(steps(part.strip()));
    }
    return Traffic.steps(steps, spacing);
  }

  private static List<Step> steps(String text) {
    Matcher part = PART.matcher(text);
    if (!part.matches()) {
      throw invalid(text, "use " + EXAMPLES);
    }
    Shape shape = new Shape(text, part);
    return switch (part.group(1)) {
      case "constant" -> shape.constant();
      case "step" -> shape.step();
      case "burst" -> shape.burst();
      case "ramp" -> shape.ramp();
      case "wave" -> shape.wave(shape.time(4, "a period, such as @1h"));
      case "day" -> shape.wave(86_400);
      default -> throw invalid(text, "use " + EXAMPLES);
    };
  }

  private static InvalidInputException invalid(String text, String fix) {
    return new InvalidInputException("\"%s\" is not a shape of traffic; %s.".formatted(text, fix));
  }

  /** One part, with its groups: name, rates, start, length of the change, whole length. */
  private record Shape(String text, Matcher part) {
    List<Step> constant() {
      require(part.group(3) == null && part.group(4) == null, "use constant:20/1h");
      return List.of(new Step(DurationTexts.of(whole()), low()));
    }

    List<Step> step() {
      require(part.group(5) == null, "use step:8..50@60s/300s");
      double at = at();
      return List.of(piece(at, low()), piece(whole() - at, high()));
    }

    List<Step> burst() {
      double at = at();
      double length = time(5, "a length, such as @60s+30s");
      double rest = whole() - at - length;
      require(rest >= 0, "it ends after the whole length");
      List<Step> steps = new ArrayList<>(List.of(piece(at, low()), piece(length, high())));
      if (rest > 0) {
        steps.add(piece(rest, low()));
      }
      return steps;
    }

    List<Step> ramp() {
      double at = at();
      double length = time(5, "a length, such as @60s+5m");
      double rest = whole() - at - length;
      require(rest >= 0, "it ends after the whole length");
      List<Step> steps = new ArrayList<>(List.of(piece(at, low())));
      int pieces = pieces(length);
      for (int i = 0; i < pieces; i++) {
        steps.add(piece(length / pieces, low() + (high() - low()) * (i + 0.5) / pieces));
      }
      if (rest > 0) {
        steps.add(piece(rest, high()));
      }
      return steps;
    }

    List<Step> wave(double period) {
      double length = whole();
      int pieces = pieces(length);
      List<Step> steps = new ArrayList<>();
      for (int i = 0; i < pieces; i++) {
        double middle = length * (i + 0.5) / pieces;
        double height = (1 - StrictMath.cos(2 * Math.PI * middle / period)) / 2;
        steps.add(piece(length / pieces, low() + (high() - low()) * height));
      }
      return steps;
    }

    private int pieces(double length) {
      require(length / PIECE <= MOST_PIECES, "it is longer than 115 days");
      return (int) Math.max(1, Math.ceil(length / PIECE));
    }

    private Step piece(double seconds, double perSecond) {
      return new Step(DurationTexts.of(seconds), perSecond);
    }

    private double low() {
      return Double.parseDouble(part.group(2));
    }

    private double high() {
      require(part.group(3) != null, "it needs two rates, such as 8..50");
      return Double.parseDouble(part.group(3));
    }

    private double at() {
      double at = time(4, "a time, such as @60s");
      require(at < whole(), "the change is after its end");
      return at;
    }

    private double whole() {
      return time(6, "a length, such as /10m");
    }

    double time(int group, String missing) {
      require(part.group(group) != null, "it needs " + missing);
      return DurationTexts.seconds(part.group(group))
          .filter(seconds -> seconds > 0)
          .orElseThrow(
              () ->
                  invalid(
                      text,
                      "\""
                          + part.group(group)
                          + "\" is not a time; use units such as 60s or 1h30m"));
    }

    private void require(boolean holds, String otherwise) {
      if (!holds) {
        throw invalid(text, otherwise);
      }
    }
  }
}
