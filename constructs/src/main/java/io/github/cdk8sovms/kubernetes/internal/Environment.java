package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Environment variables that a user adds to a container.
 *
 * @param entries in the order of the manifest
 */
public record Environment(List<Entry> entries) {
  public static final Environment NONE = new Environment(List.of());

  /**
   * A variable.
   *
   * @param source the Secret or ConfigMap with the value; empty for a literal
   * @param value the literal, or the key in the source
   */
  public record Entry(String name, Optional<Source> source, String value) {
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
  public record Source(boolean isSecret, String object) {}

  /** Portable names; Kubernetes takes nearly every character from 1.30 on only. */
  private static final Pattern NAME = Pattern.compile("[-._a-zA-Z][-._a-zA-Z0-9]*");

  private static final Pattern SECRET_NAME =
      Pattern.compile(".*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|CREDENTIAL).*");

  public Environment {
    entries = List.copyOf(entries);
  }

  public Environment with(String name, Optional<Source> source, String value) {
    List<Entry> all = new ArrayList<>(entries);
    all.add(new Entry(name, source, value));
    return new Environment(all);
  }

  public List<Variable> variables() {
    return entries.stream().map(Entry::variable).toList();
  }

  /**
   * Checks names and values.
   *
   * @param reserved names that are set otherwise, each with the reason
   * @param instead what to do in place of setting a reserved name
   */
  public void check(
      Findings findings, String option, Map<String, String> reserved, String instead) {
    Set<String> names = new HashSet<>();
    for (Entry entry : entries) {
      String ofEntry = option + "[" + entry.name() + "]";
      findings.require(
          NAME.matcher(entry.name()).matches(),
          FindingCode.ENVIRONMENT,
          ofEntry,
          quote(entry.name())
              + " is not the name of a variable; names are letters, digits, '-', '_' and '.', and"
              + " do not start with a digit",
          "Write a name such as \"OVMS_GRAPH_QUEUE_OFF\".");
      findings.require(
          names.add(entry.name()),
          FindingCode.ENVIRONMENT,
          ofEntry,
          quote(entry.name()) + " is set twice",
          "Leave one of them out.");
      findings.require(
          !reserved.containsKey(entry.name()),
          FindingCode.ENVIRONMENT,
          ofEntry,
          quote(entry.name()) + reserved.get(entry.name()),
          instead);
      entry
          .source()
          .ifPresentOrElse(
              source -> checkSource(findings, ofEntry, source, entry.value()),
              () -> checkLiteral(findings, ofEntry, entry, reserved));
    }
  }

  private static void checkSource(Findings findings, String option, Source source, String key) {
    Names.checkReference(findings, option, source.object());
    Names.checkKey(findings, option, key);
  }

  private static void checkLiteral(
      Findings findings, String option, Entry entry, Map<String, String> reserved) {
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
        reserved.containsKey(entry.name()) || !SECRET_NAME.matcher(entry.name()).matches(),
        FindingCode.CREDENTIALS,
        option,
        quote(entry.name()) + " holds a credential, and a manifest is no place for one",
        "Use .envFromSecret(\"%s\", secret, key).".formatted(entry.name()));
  }
}
