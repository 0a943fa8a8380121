package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.internal.Variable;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Environment variables that a user adds to the server's container. */
record ServerEnvironment(List<Entry> entries) {
  static final ServerEnvironment NONE = new ServerEnvironment(List.of());

  /**
   * A variable.
   *
   * @param source the Secret or ConfigMap with the value; empty for a literal
   * @param value the literal, or the key in the source
   */
  record Entry(String name, Optional<Source> source, String value) {
    Variable variable() {
      return source
          .map(
              from ->
                  from.isSecret()
                      ? Variable.ofSecret(name, from.object(), value)
                      : Variable.ofConfigMap(name, from.object(), value))
          .orElseGet(() -> Variable.of(name, value));
    }
  }

  /** An object that holds the value. */
  record Source(boolean isSecret, String object) {}

  /** Portable names; Kubernetes takes nearly every character from 1.30 on only. */
  private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|CREDENTIAL).*");

  /** Set for the sources of models. */
  private static final Set<String> OWN =
      Set.of(
          "AWS_REGION",
          "AWS_PROFILE",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "S3_ENDPOINT",
          "GOOGLE_APPLICATION_CREDENTIALS",
          "AZURE_STORAGE_CONNECTION_STRING");

  /** Set by the image; OVMS does not start with other values. */
  private static final Set<String> OF_IMAGE = Set.of("LD_LIBRARY_PATH", "PYTHONPATH", "PATH");

  ServerEnvironment {
    entries = List.copyOf(entries);
  }

  ServerEnvironment with(String name, Optional<Source> source, String value) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(new Entry(name, source, value));
    return new ServerEnvironment(all);
  }

  List<Variable> variables() {
    return entries.stream().map(Entry::variable).toList();
  }

  void check(Findings findings) {
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      String option = "env[" + entry.name() + "]";
      findings.require(
          NAME.matcher(entry.name()).matches(),
          FindingCode.ENVIRONMENT,
          option,
          quote(entry.name())
              + " is not the name of a variable; names are letters, digits, '-', '_' and '.', and"
              + " do not start with a digit",
          "Write a name such as \"OVMS_GRAPH_QUEUE_OFF\".");
      findings.require(
          names.add(entry.name()),
          FindingCode.ENVIRONMENT,
          option,
          quote(entry.name()) + " is set twice",
          "Leave one of them out.");
      findings.require(
          !OWN.contains(entry.name()) && !OF_IMAGE.contains(entry.name()),
          FindingCode.ENVIRONMENT,
          option,
          quote(entry.name())
              + (OF_IMAGE.contains(entry.name())
                  ? " is set by the image; OVMS does not start with another value"
                  : " is set by this library, for the source of a model"),
          "Leave it out, or configure the source of the model.");
      entry
          .source()
          .ifPresentOrElse(
              source -> checkSource(findings, option, source, entry.value()),
              () -> checkLiteral(findings, option, entry));
    }
  }

  private static void checkSource(Findings findings, String option, Source source, String key) {
    Names.checkReference(findings, option, source.object());
    Names.checkKey(findings, option, key);
  }

  private static void checkLiteral(Findings findings, String option, Entry entry) {
    findings.require(
        Text.isPlain(entry.value()),
        FindingCode.ENVIRONMENT,
        option,
        quote(entry.value()) + " holds characters that a manifest cannot hold, or not as they are",
        "Leave control characters out.");
    findings.require(
        !Passwords.isIn(entry.value()),
        FindingCode.CREDENTIALS,
        option,
        quote(entry.value()) + " holds a password, and a manifest is no place for one",
        "Use .envFromSecret(" + quote(entry.name()) + ", secret, key).");
    findings.require(
        OWN.contains(entry.name()) || !SECRET_NAME.matcher(entry.name()).matches(),
        FindingCode.CREDENTIALS,
        option,
        quote(entry.name()) + " holds a credential, and a manifest is no place for one",
        "Use .envFromSecret(\"%s\", secret, key).".formatted(entry.name()));
  }
}
