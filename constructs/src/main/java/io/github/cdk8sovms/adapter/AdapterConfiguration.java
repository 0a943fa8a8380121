package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.YamlDocument;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The current configuration of a Prometheus Adapter: the ConfigMap as printed by {@code kubectl get
 * configmap NAME --output yaml}, or only the file in it, or a part of such a file, as returned by
 * {@link PrometheusAdapter#rulesFragment()}.
 *
 * <p>All content is kept: other rules, {@code resourceRules}, {@code externalRules}, comments, and
 * of a ConfigMap also its name, namespace, labels and other keys. Content that the adapter cannot
 * read is rejected: unknown keys, or rules that are not a list.
 *
 * @see <a
 *     href="https://github.com/kubernetes-sigs/prometheus-adapter/blob/v0.12.0/pkg/config/config.go">Its
 *     format</a>
 */
public final class AdapterConfiguration extends OwnersConfiguration {
  private static final String OPTION = "configuration";
  private static final String RULES = "rules";
  private static final String RESOURCE_RULES = "resourceRules";
  private static final Set<String> KEYS = Set.of(RULES, RESOURCE_RULES, "externalRules");
  private static final String COMMAND = "kubectl get configmap NAME --output yaml";

  private final GivenText given;
  private final Optional<OwnersConfigMap> configMap;
  private final Optional<YamlDocument> document;

  private AdapterConfiguration(GivenText given) {
    this.given = given;
    this.configMap = given.document().flatMap(read -> OwnersConfigMap.in(read.data()));
    this.document =
        configMap.isPresent()
            ? configMap.flatMap(OwnersConfigMap::configuration).flatMap(YamlDocument::read)
            : given.document();
  }

  /** Parses the configuration from text. */
  public static AdapterConfiguration of(String text) {
    return new AdapterConfiguration(GivenText.of(Required.nonNull(text)));
  }

  /** Reads the configuration from a file. */
  public static AdapterConfiguration read(Path file) {
    return new AdapterConfiguration(GivenText.read(Required.nonNull(file)));
  }

  @Override
  void check(Findings findings, Identity adapter, Prometheus prometheus) {
    if (!checkFormat(findings, OPTION)) {
      return;
    }
    findings.require(
        !ownersRules().isEmpty(),
        FindingCode.NO_CUSTOM_METRICS,
        OPTION,
        quote(keys())
            + " are the only keys in the adapter's file: without rules it does not serve "
            + PrometheusAdapter.API_GROUP
            + ", and HPA requests are not routed to it",
        "Use a MetricsAdapter: an adapter for custom metrics goes beside one for "
            + "metrics.k8s.io.");
    configMap.ifPresent(owners -> owners.check(findings, OPTION, adapter));
    findings.add(
        FindingCode.CONFIGURATION_REPLACED,
        OPTION,
        quote(configMap.map(OwnersConfigMap::name).orElse(adapter.name()))
            + " is overwritten with the given content, with the library's rules added to "
            + ownersRules().size()
            + " existing rules: later changes by its owner are lost"
            + configMap
                .flatMap(OwnersConfigMap::writer)
                .map(warning -> ", and " + warning)
                .orElse(""),
        "Fetch it again before each synthesis, or give the owner adapter.rulesFragment() or"
            + " adapter.helmValues() instead.");
  }

  /** Checks a file with rules to be merged into an adapter of this library. */
  void checkRules(Findings findings, String option) {
    if (checkFormat(findings, option)) {
      findings.require(
          keys().stream().allMatch(RULES::equals),
          FindingCode.ADAPTER_CONFIGURATION,
          option,
          quote(keys()) + " contains more than rules, and this adapter serves custom metrics only",
          "Give only the rules, as returned by adapter.rulesFragment().");
    }
  }

  private boolean checkFormat(Findings findings, String option) {
    int before = findings.all().size();
    given.check(findings, option, COMMAND);
    if (given.document().isEmpty()) {
      return false;
    }
    if (document.isEmpty() || !(document.get().data() instanceof Map<?, ?>)) {
      findings.add(
          FindingCode.ADAPTER_CONFIGURATION,
          option,
          quote(configMap.map(OwnersConfigMap::name).orElse(""))
              + " is a ConfigMap without the adapter's file: it needs one key whose value is YAML,"
              + " or the key config.yaml",
          "Give the ConfigMap that the adapter's pods mount.");
      return false;
    }
    findings.require(
        KEYS.containsAll(keys()),
        FindingCode.ADAPTER_CONFIGURATION,
        option,
        quote(keys()) + " are not the keys of an adapter's file; these are " + new TreeSet<>(KEYS),
        "Give what \"" + COMMAND + "\" prints, not the values of Helm.");
    boolean isList =
        !content().containsKey(RULES)
            || content().get(RULES) == null
            || content().get(RULES) instanceof List<?>;
    findings.require(
        isList && ownersRules().stream().allMatch(Map.class::isInstance),
        FindingCode.ADAPTER_CONFIGURATION,
        option,
        quote(content().get(RULES)) + " is not a list of rules",
        "Give the adapter's configuration file.");
    return findings.all().size() == before;
  }

  private Map<?, ?> content() {
    return document.map(read -> (Map<?, ?>) read.data()).orElse(Map.of());
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    content().keySet().forEach(key -> keys.add(String.valueOf(key)));
    return keys;
  }

  @Override
  List<?> ownersRules() {
    return YamlDocument.list(content(), RULES);
  }

  /** Returns the rules, in the adapter's format. */
  @SuppressWarnings("unchecked") // checked by checkFormat, and keys of YAML that is text are text
  List<Map<String, Object>> rules() {
    return (List<Map<String, Object>>) (List<?>) ownersRules();
  }

  @Override
  Optional<String> namespace() {
    return configMap.flatMap(OwnersConfigMap::namespace);
  }

  Optional<OwnersConfigMap> configMap() {
    return configMap;
  }

  /** Returns the file with the library's rules added. */
  String with(AdapterRules ours) {
    return document
        .orElseThrow()
        .with(List.of(RULES), ours.withoutDefault(), AdapterRule::metricOf);
  }

  @Override
  String helmValues(AdapterRules rules) {
    return RulesFragment.helmValues(rules);
  }
}
