package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.kubernetes.internal.Volumes;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cdk8s.plus34.k8s.Volume;
import org.cdk8s.plus34.k8s.VolumeMount;

/**
 * A directory of cloud storage that the Job of a {@link ModelStore} copies with rclone; OVMS itself
 * copies it into each pod only.
 *
 * @param source the directory
 * @param label distinguishes copies of one directory; empty for none
 * @see <a href="https://rclone.org/docs/#connection-strings">Remotes of rclone without a
 *     configuration file</a>
 */
record BucketCopy(CloudStorage source, String label) {
  private static final Pattern LABEL = Pattern.compile("|[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final String FILE_SHARE = "azfs://";
  private static final String GOOGLE_DIRECTORY = "/secrets/google-";

  /** Returns the directory in the volume. */
  String path() {
    return source.uri().replaceFirst("://", "/") + (label.isEmpty() ? "" : "@" + label);
  }

  /** Returns the directory as rclone names it. */
  String remote() {
    String backend = source.isS3() ? "s3" : source.isGoogle() ? "gcs" : "azureblob";
    return ":" + backend + ":" + source.uri().substring(source.uri().indexOf("://") + 3);
  }

  void check(Findings findings) {
    source.check(findings);
    findings.require(
        LABEL.matcher(label).matches() && !label.contains(".."),
        FindingCode.STORE,
        "label",
        quote(label) + " is not a label; it is part of a directory's name",
        "Write letters and digits, such as \"2026-11-29\".");
    findings.require(
        !source.uri().startsWith(FILE_SHARE),
        FindingCode.STORE,
        "source",
        quote(source.uri()) + " is a file share, which the store does not copy",
        "Mount it as a volume: ModelSource.volumeClaim(..).");
  }

  /** Returns the credentials, and how rclone uses them; without any it reads anonymously. */
  List<Variable> environment(int index) {
    List<Variable> variables = new ArrayList<>();
    if (source.isS3()) {
      addS3(variables);
    } else if (source.isGoogle()) {
      addGoogle(variables, index);
    } else {
      variables.add(
          Variable.ofSecret(
              "RCLONE_AZUREBLOB_CONNECTION_STRING",
              source.secret(),
              "AZURE_STORAGE_CONNECTION_STRING"));
    }
    return variables;
  }

  private void addS3(List<Variable> variables) {
    boolean isAmazon = source.endpoint().isEmpty();
    variables.add(Variable.of("RCLONE_S3_PROVIDER", isAmazon ? "AWS" : "Other"));
    if (!isAmazon) {
      variables.add(Variable.of("RCLONE_S3_ENDPOINT", "http://" + source.endpoint()));
    }
    if (!source.region().isEmpty()) {
      variables.add(Variable.of("RCLONE_S3_REGION", source.region()));
    }
    if (source.access().isAuthenticated()) {
      variables.add(Variable.of("RCLONE_S3_ENV_AUTH", "true"));
    }
    if (!source.secret().isEmpty()) {
      for (String key : source.requiredKeys()) {
        variables.add(Variable.ofSecret(key, source.secret(), key));
      }
      variables.add(
          Variable.ofSecretIfThere("AWS_SESSION_TOKEN", source.secret(), "AWS_SESSION_TOKEN"));
    }
  }

  private void addGoogle(List<Variable> variables, int index) {
    if (!source.secret().isEmpty()) {
      variables.add(
          Variable.of(
              "RCLONE_GCS_SERVICE_ACCOUNT_FILE",
              GOOGLE_DIRECTORY + index + "/" + CloudStorage.GOOGLE_KEY_FILE));
    } else if (source.access().isAuthenticated()) {
      variables.add(Variable.of("RCLONE_GCS_ENV_AUTH", "true"));
    } else {
      variables.add(Variable.of("RCLONE_GCS_ANONYMOUS", "true"));
    }
  }

  /** Returns the volume with the key of a Google service account; empty if there is none. */
  Optional<Volume> volume(int index) {
    return hasKeyFile()
        ? Optional.of(Volumes.secret("google-" + index, source.secret()))
        : Optional.empty();
  }

  Optional<VolumeMount> mount(int index) {
    return hasKeyFile()
        ? Optional.of(Volumes.readOnly("google-" + index, GOOGLE_DIRECTORY + index))
        : Optional.empty();
  }

  private boolean hasKeyFile() {
    return source.isGoogle() && !source.secret().isEmpty();
  }

  /** Returns the annotations by which a cloud gives the pod an identity. */
  Map<String, String> annotations() {
    return source.access() instanceof CloudIdentity identity ? identity.annotations() : Map.of();
  }
}
