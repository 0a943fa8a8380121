package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.ConfigText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The flags of a server of one model, which has no configuration file. OVMS exits if it cannot load
 * the model, so that the restart of the container is the retry.
 *
 * @param model the model
 * @param basePath the directory with its versions
 */
record ModelFlags(Servable model, String basePath) {
  private static final String NAME = "name";
  private static final String BASE_PATH = "base_path";

  /** Returns the flags with name and path, which a runtime of the platform has already. */
  List<String> identity() {
    return List.of("--model_name=" + model.name(), "--model_path=" + basePath);
  }

  /** Returns the flags with all other settings of the model. */
  List<String> settings() {
    List<String> flags = new ArrayList<>();
    model
        .toConfig(basePath)
        .forEach(
            (key, value) -> {
              if (!key.equals(NAME) && !key.equals(BASE_PATH)) {
                flags.add("--" + key + "=" + text(value));
              }
            });
    return flags;
  }

  List<String> all() {
    List<String> flags = new ArrayList<>(identity());
    flags.addAll(settings());
    return flags;
  }

  /** Flags take JSON where the file has an object. */
  private static String text(Object value) {
    return value instanceof Map<?, ?> object ? ConfigText.compact(object) : String.valueOf(value);
  }
}
