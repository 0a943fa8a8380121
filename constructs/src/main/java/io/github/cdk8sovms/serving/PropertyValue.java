package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** The allowed values of an OpenVINO property in {@code config.json}. */
sealed interface PropertyValue {
  /** Texts for booleans in every release. */
  List<String> SWITCH = List.of("YES", "NO");

  /** Texts, case-insensitive, that plugins of 2025.4 accept too, and those of 2025.0 do not. */
  Pattern NEWER_SWITCH = Pattern.compile("(?i)yes|no|true|false|on|off|1|0");

  /** Returns whether a release accepts a value. */
  boolean takes(Object value, OvmsVersion version);

  /** Returns the allowed values, for messages. */
  String description(OvmsVersion version);

  /** Returns one of them. */
  String example();

  /** One of several texts, case-sensitive. */
  record Choice(List<String> texts) implements PropertyValue {
    public Choice {
      texts = List.copyOf(texts);
    }

    static Choice of(String... texts) {
      return new Choice(List.of(texts));
    }

    @Override
    public boolean takes(Object value, OvmsVersion version) {
      return value instanceof String text && texts.contains(text);
    }

    @Override
    public String description(OvmsVersion version) {
      return texts.size() == 1
          ? texts.get(0).isEmpty() ? "empty" : texts.get(0)
          : String.join(", ", texts.subList(0, texts.size() - 1))
              + " or "
              + texts.get(texts.size() - 1);
    }

    @Override
    public String example() {
      return texts.get(0);
    }
  }

  /** A boolean. Java booleans for old releases are rejected elsewhere. */
  record Switch() implements PropertyValue {
    private static final OvmsVersion LAST_WITH_TWO_TEXTS = new OvmsVersion(2025, 0, 0);

    @Override
    public boolean takes(Object value, OvmsVersion version) {
      return value instanceof Boolean
          || (value instanceof String text
              && (SWITCH.contains(text)
                  || (version.isAfterReleaseOf(LAST_WITH_TWO_TEXTS)
                      && NEWER_SWITCH.matcher(text).matches())));
    }

    @Override
    public String description(OvmsVersion version) {
      return version.takesBooleanProperties() ? "YES, NO or a boolean" : "YES or NO";
    }

    @Override
    public String example() {
      return SWITCH.get(0);
    }
  }

  /** An integer. OpenVINO parses a text up to the first letter or point: 1e3 is 1. */
  record Whole(long low, BigInteger high) implements PropertyValue {
    static Whole from(long low) {
      return new Whole(low, BigInteger.valueOf(Integer.MAX_VALUE));
    }

    @Override
    public boolean takes(Object value, OvmsVersion version) {
      // A number may be a double; a text is parsed up to its point.
      String text =
          String.valueOf(value).replaceFirst(value instanceof Number ? "\\.0$" : "^$", "");
      if (value instanceof Boolean || !text.matches("-?\\d{1,20}+")) {
        return false;
      }
      BigInteger number = new BigInteger(text);
      return number.compareTo(BigInteger.valueOf(low)) >= 0 && number.compareTo(high) <= 0;
    }

    @Override
    public String description(OvmsVersion version) {
      return "a whole number from " + low + " to " + high;
    }

    @Override
    public String example() {
      return String.valueOf(Math.max(low, 4));
    }
  }

  /** A number from 0 to 1. */
  record Share() implements PropertyValue {
    @Override
    public boolean takes(Object value, OvmsVersion version) {
      String text = String.valueOf(value);
      if (value instanceof Boolean || !text.matches("\\d{1,9}+(\\.\\d{1,40}+)?(E-?\\d{1,3}+)?")) {
        return false;
      }
      return new BigDecimal(text).compareTo(BigDecimal.ONE) <= 0;
    }

    @Override
    public String description(OvmsVersion version) {
      return "a number from 0 to 1";
    }

    @Override
    public String example() {
      return "0.8";
    }
  }
}
