package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.kubernetes.internal.Environment;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is refused in the environment of the server's container. */
final class ServerEnvironment {
  private static final Map<String, String> RESERVED = new HashMap<>();

  static {
    for (String ofSource :
        List.of(
            "AWS_REGION",
            "AWS_PROFILE",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "S3_ENDPOINT",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "AZURE_STORAGE_CONNECTION_STRING")) {
      RESERVED.put(ofSource, " is set by this library, for the source of a model");
    }
    for (String ofImage : List.of("LD_LIBRARY_PATH", "PYTHONPATH", "PATH")) {
      RESERVED.put(ofImage, " is set by the image; OVMS does not start with another value");
    }
  }

  private ServerEnvironment() {}

  static void check(Findings findings, Environment environment) {
    environment.check(
        findings, "env", RESERVED, "Leave it out, or configure the source of the model.");
  }
}
