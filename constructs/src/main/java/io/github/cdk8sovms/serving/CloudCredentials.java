package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a server authenticates to the cloud storage of its models: by environment variables, of which
 * a process has one set, and by annotations of the ServiceAccount.
 *
 * @param models the models of one server, also those from other sources
 */
record CloudCredentials(List<Servable> models) {
  /** Where {@link ModelVolumes} mounts the Secret with Google's key file. */
  static final String GOOGLE_DIRECTORY = "/secrets/google";

  private static final String GOOGLE = "GOOGLE_APPLICATION_CREDENTIALS";

  CloudCredentials {
    models = List.copyOf(models);
  }

  /** Checks that the models' credentials do not conflict in one process. */
  void check(Findings findings) {
    Map<String, String> settingOfVariable = new LinkedHashMap<>();
    for (Servable model : models) {
      if (model.source() instanceof CloudStorage cloud) {
        settings(cloud)
            .forEach(
                (variable, setting) -> {
                  String other = settingOfVariable.putIfAbsent(variable, setting);
                  model
                      .in(findings)
                      .require(
                          other == null || other.equals(setting),
                          FindingCode.CREDENTIALS,
                          "source",
                          (setting.isEmpty() ? "nothing" : quote(setting))
                              + " and "
                              + (String.valueOf(other).isEmpty() ? "nothing" : quote(other))
                              + " are configured for "
                              + variable
                              + ", which a server has only once",
                          "Serve the models from two servers, or give both the same credentials,"
                              + " region and endpoint.");
                });
      }
    }
  }

  /** Returns the annotations of the ServiceAccount by which clouds give its pods an identity. */
  Map<String, String> serviceAccountAnnotations() {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (Servable model : models) {
      if (model.source() instanceof CloudStorage cloud
          && cloud.access() instanceof CloudIdentity identity) {
        annotations.putAll(identity.annotations());
      }
    }
    return annotations;
  }

  /** Returns the environment variables of the server. */
  List<Variable> environment() {
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (Servable model : models) {
      if (model.source() instanceof CloudStorage cloud) {
        addTo(variables, cloud);
      }
    }
    return List.copyOf(variables.values());
  }

  private static void addTo(Map<String, Variable> variables, CloudStorage cloud) {
    if (!cloud.region().isEmpty()) {
      plain(variables, "AWS_REGION", cloud.region());
    }
    if (!cloud.endpoint().isEmpty()) {
      plain(variables, "S3_ENDPOINT", cloud.endpoint());
    }
    if (cloud.access() instanceof CloudIdentity identity) {
      addIdentity(variables, identity);
    } else if (!cloud.secret().isEmpty()) {
      addSecret(variables, cloud);
    }
  }

  /** Without these variables OVMS reads anonymously and ignores the identity. */
  private static void addIdentity(Map<String, Variable> variables, CloudIdentity identity) {
    if (identity instanceof CloudIdentity.AwsRole) {
      plain(variables, "AWS_PROFILE", "default");
    } else if (identity instanceof CloudIdentity.GoogleAccount) {
      plain(variables, GOOGLE, "");
    }
  }

  private static void addSecret(Map<String, Variable> variables, CloudStorage cloud) {
    String secret = cloud.secret();
    cloud.requiredKeys().forEach(key -> variables.put(key, Variable.ofSecret(key, secret, key)));
    if (cloud.isS3()) {
      String token = "AWS_SESSION_TOKEN";
      variables.put(token, Variable.ofSecretIfThere(token, secret, token));
    }
    if (cloud.isGoogle()) {
      plain(variables, GOOGLE, GOOGLE_DIRECTORY + "/" + CloudStorage.GOOGLE_KEY_FILE);
    }
  }

  private static void plain(Map<String, Variable> variables, String name, String value) {
    variables.put(name, Variable.of(name, value));
  }

  private static Map<String, String> settings(CloudStorage cloud) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (cloud.isS3()) {
      settings.put("AWS_REGION", cloud.region());
      settings.put("S3_ENDPOINT", cloud.endpoint());
    }
    String credentials = cloud.isGoogle() ? GOOGLE : String.join(" and ", cloud.requiredKeys());
    settings.put(credentials, cloud.access().text());
    return settings;
  }
}
