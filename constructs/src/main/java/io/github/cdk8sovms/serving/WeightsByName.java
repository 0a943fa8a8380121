package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.values.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The minimum size of weights, from a name with the billions of parameters, and their bits: {@code
 * Qwen3-8B-int4-ov}, {@code Qwen3-8B-Q4_K_M.gguf}. A tenth is taken off, because names round the
 * number of parameters.
 *
 * @param name the name
 * @param bytes the least size
 */
record WeightsByName(String name, Quantity bytes) {
  private static final Pattern BILLIONS =
      Pattern.compile("(?:^|[-_.])(\\d{1,4}(?:\\.\\d{1,2})?)b(?=[-_.]|$)");
  private static final Pattern BITS =
      Pattern.compile("(?:^|[-_.])(?:int|q|fp|bf)(4|8|16)(?=[-_.]|$)");
  private static final BigDecimal BITS_OF_A_BYTE = BigDecimal.valueOf(8);
  private static final BigDecimal LEAST = new BigDecimal("0.9E9");

  /** Returns the size of the weights of a model; empty if no name has it. */
  static Optional<WeightsByName> of(GenerativeModel<?> model) {
    String file = model.modelsPath("");
    return of(file.substring(file.lastIndexOf('/') + 1))
        .or(() -> of(pathOf(model.source())))
        .or(() -> of(model.name()));
  }

  /** Returns the size from the last part of a path; empty if it has none. */
  static Optional<WeightsByName> of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String text = name.toLowerCase(Locale.ROOT);
    Matcher billions = BILLIONS.matcher(text);
    Matcher bits = BITS.matcher(text);
    if (!billions.find() || !bits.find()) {
      return Optional.empty();
    }
    BigDecimal bytes =
        new BigDecimal(billions.group(1))
            .multiply(new BigDecimal(bits.group(1)))
            .divide(BITS_OF_A_BYTE)
            .multiply(LEAST);
    Quantity whole = Quantity.of(bytes.setScale(0, RoundingMode.DOWN));
    return bytes.signum() > 0 ? Optional.of(new WeightsByName(name, whole)) : Optional.empty();
  }

  private static String pathOf(ModelSource source) {
    if (source instanceof StoredModel stored) {
      return stored.volume().path();
    }
    return source instanceof ClaimedVolume claimed ? claimed.path() : "";
  }
}
