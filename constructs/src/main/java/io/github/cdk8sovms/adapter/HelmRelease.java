package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.YamlDocument;
import io.github.cdk8sovms.monitoring.Prometheus;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An existing release of the Helm chart prometheus-community/prometheus-adapter, given by its
 * values as printed by {@code helm get values RELEASE --output yaml}. They are kept, including
 * comments; {@link ExistingAdapter#helmValues()} returns them with the library's rules at the end
 * of {@code rules.custom}.
 *
 * <p>{@code rules.existing} is rejected, because the chart then ignores {@code rules.custom}. It is
 * a warning if the release queries another Prometheus.
 *
 * @see <a
 *     href="https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-adapter">The
 *     chart</a>
 */
public final class HelmRelease extends OwnersConfiguration {
  private static final String OPTION = "release";
  private static final String COMMAND = "helm get values RELEASE --output yaml";
  private static final String CHART = "prometheus-adapter";

  /** Header of "helm get values" without {@code --output}. */
  private static final List<String> HEADERS = List.of("USER-SUPPLIED VALUES", "COMPUTED VALUES");

  /** The chart's default. */
  private static final String DEFAULT_URL = "http://prometheus.default.svc";

  private static final String DEFAULT_PORT = "9090";

  private final GivenText values;

  private HelmRelease(GivenText values) {
    this.values = values;
  }

  /** Returns a release with these values. */
  public static HelmRelease of(String values) {
    return new HelmRelease(GivenText.of(Required.nonNull(values)));
  }

  /** Reads the values of a release from a file. */
  public static HelmRelease read(Path file) {
    return new HelmRelease(GivenText.read(Required.nonNull(file)));
  }

  @Override
  void check(Findings findings, Identity adapter, Prometheus prometheus) {
    values.check(findings, OPTION, COMMAND);
    values
        .document()
        .filter(document -> checkForm(findings, document.data()))
        .ifPresent(document -> check(findings, prometheus, document.data()));
  }

  /**
   * Rejects other YAML that contains such values, and rules with another structure, which would be
   * lost.
   *
   * @return whether these are values of the chart itself
   */
  private static boolean checkForm(Findings findings, @Nullable Object data) {
    int before = findings.all().size();
    Map<?, ?> top = data instanceof Map<?, ?> map ? map : Map.of();
    boolean isObject = top.containsKey("apiVersion") || top.containsKey("kind");
    boolean isPrinted = top.keySet().stream().anyMatch(key -> HEADERS.contains(key));
    boolean isUmbrella = top.get(CHART) instanceof Map;
    require(findings, !isObject, top.keySet(), "are keys of a Kubernetes object");
    require(
        findings,
        !isPrinted,
        top.keySet(),
        "start with the header that helm prints without --output");
    require(
        findings,
        !isUmbrella,
        top.keySet(),
        "are values of an umbrella chart that contains the adapter");
    require(
        findings,
        top.get("rules") == null || top.get("rules") instanceof Map || isBlank(top.get("rules")),
        top.get("rules"),
        "is not a valid value for rules, which contains custom, external, resource and default");
    Object custom = top.get("rules") instanceof Map<?, ?> rules ? rules.get("custom") : null;
    require(
        findings,
        custom == null || custom instanceof List || isBlank(custom),
        custom,
        "is not a list of rules, and would be lost");
    return findings.all().size() == before;
  }

  private static void require(Findings findings, boolean isSo, @Nullable Object text, String why) {
    findings.require(
        isSo,
        FindingCode.ADAPTER_CONFIGURATION,
        OPTION,
        quote(String.valueOf(text)) + " " + why,
        "Give the values of the chart prometheus-community/prometheus-adapter: the output of \""
            + COMMAND
            + "\" , or that part of your file.");
  }

  /** An empty value of YAML. */
  private static boolean isBlank(Object value) {
    return value instanceof String text && (text.isBlank() || text.matches("~|null|Null|NULL"));
  }

  private void check(Findings findings, Prometheus prometheus, Object data) {
    Object rules = YamlDocument.mapping(data, "rules");
    YamlDocument.text(rules, "existing")
        .filter(name -> !name.isEmpty())
        .ifPresent(
            name ->
                findings.add(
                    FindingCode.ADAPTER_CONFIGURATION,
                    OPTION,
                    quote(name)
                        + " is the ConfigMap of rules.existing, with which the chart ignores"
                        + " rules.custom",
                    "Give that ConfigMap instead: .configuration(AdapterConfiguration.read(file)), with"
                        + " what \"kubectl get configmap "
                        + name
                        + " --output yaml\" prints."));
    String queried = prometheus(data);
    String ours = prometheus.url();
    findings.require(
        queried.contains("{{") || Urls.areSame(queried, ours),
        FindingCode.OTHER_PROMETHEUS,
        OPTION,
        quote(Urls.withoutPassword(queried))
            + " is queried by the release, but its rules here are for "
            + quote(ours)
            + "; if these are different Prometheus instances, the release has no metrics of the"
            + " servers",
        "Use an ExistingPrometheus with the release's address, or make the release's Prometheus"
            + " scrape the servers.");
  }

  /** Returns the address as rendered by the chart. */
  private static String prometheus(Object data) {
    Object prometheus = YamlDocument.mapping(data, "prometheus");
    String port = YamlDocument.text(prometheus, "port").orElse(DEFAULT_PORT);
    return YamlDocument.text(prometheus, "url").orElse(DEFAULT_URL)
        + (port.isEmpty() || port.equals("0") ? "" : ":" + port)
        + YamlDocument.text(prometheus, "path").orElse("");
  }

  @Override
  List<?> ownersRules() {
    return values
        .document()
        .map(found -> YamlDocument.list(YamlDocument.mapping(found.data(), "rules"), "custom"))
        .orElse(List.of());
  }

  @Override
  Optional<String> namespace() {
    return Optional.empty();
  }

  @Override
  String helmValues(AdapterRules rules) {
    return values
        .document()
        .orElseThrow()
        .with(List.of("rules", "custom"), rules.withoutDefault(), AdapterRule::metricOf);
  }
}
