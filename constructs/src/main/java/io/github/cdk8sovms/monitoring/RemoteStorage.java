package io.github.cdk8sovms.monitoring;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a Prometheus adds to samples and alerts that leave it, and the stores that get them.
 *
 * @param labels external labels
 * @param writes stores for all samples
 */
record RemoteStorage(Map<String, String> labels, List<RemoteWrite> writes) {
  static final RemoteStorage NONE = new RemoteStorage(Map.of(), List.of());

  /** The label of a replica, as the Prometheus Operator calls it. */
  static final String REPLICA = "prometheus_replica";

  /** Prometheus' grammar for label names. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]{0,127}");

  private static final int LONGEST_VALUE = 500;
  private static final int MOST_WRITES = 10;

  RemoteStorage {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    writes = List.copyOf(writes);
  }

  RemoteStorage label(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(name, value);
    return new RemoteStorage(more, writes);
  }

  RemoteStorage write(RemoteWrite to) {
    List<RemoteWrite> more = new ArrayList<>(writes);
    more.add(to);
    return new RemoteStorage(labels, more);
  }

  void check(Findings findings) {
    labels.forEach(
        (name, value) -> {
          findings.require(
              NAME.matcher(name).matches() && !name.startsWith("__") && !name.equals(REPLICA),
              FindingCode.REMOTE_STORAGE,
              "externalLabel",
              quote(name)
                  + " is not an external label: use letters, digits and '_', and not "
                  + REPLICA
                  + ", which distinguishes replicas",
              "Write a label such as .externalLabel(\"cluster\", \"prod\").");
          findings.require(
              !value.isBlank()
                  && value.length() <= LONGEST_VALUE
                  && Text.isPlain(value)
                  && value.indexOf('\n') < 0,
              FindingCode.REMOTE_STORAGE,
              "externalLabel",
              quote(value) + " is not the value of a label: use 1 to 500 printable characters",
              "Write a value such as \"prod\".");
        });
    findings.require(
        writes.size() <= MOST_WRITES,
        FindingCode.REMOTE_STORAGE,
        "remoteWrite",
        quote(writes.size()) + " stores are more than 10, each of which gets every sample",
        "Send to one store, and let it replicate.");
    writes.forEach(write -> write.check(findings));
  }

  /** Returns the labels as Prometheus reads them: it replaces {@code $NAME} by the environment. */
  Map<String, String> escapedLabels() {
    Map<String, String> escaped = new LinkedHashMap<>();
    labels.forEach((name, value) -> escaped.put(name, value.replace("$", "$$")));
    return escaped;
  }
}
