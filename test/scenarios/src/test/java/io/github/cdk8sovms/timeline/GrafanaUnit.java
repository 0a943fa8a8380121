package io.github.cdk8sovms.timeline;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Values as Grafana writes them, for the units that the emitted dashboards use. */
enum GrafanaUnit {
  NONE("none"),
  SECONDS("s"),
  SHARE("percentunit"),
  PER_SECOND("reqps"),
  BYTES("bytes");

  private final String id;

  GrafanaUnit(String id) {
    this.id = id;
  }

  static GrafanaUnit of(String id) {
    for (GrafanaUnit unit : values()) {
      if (unit.id.equals(id)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("no unit " + id);
  }

  String text(double value) {
    return switch (this) {
      case NONE -> number(value);
      case SECONDS -> value != 0 && value < 1 ? number(value * 1000) + " ms" : number(value) + " s";
      case SHARE -> number(value * 100) + "%";
      case PER_SECOND -> number(value) + " req/s";
      case BYTES -> number(value / (1 << 20)) + " MiB";
    };
  }

  private static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
