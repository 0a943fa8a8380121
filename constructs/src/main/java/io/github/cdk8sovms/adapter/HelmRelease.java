package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.kubernetes.YamlDocument;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A release of the Helm chart prometheus-community/prometheus-adapter that is installed already, by
 * its values: what {@code helm get values RELEASE --output yaml} prints. They stay as they are,
 * comments included; {@link MetricsAdapter#helmValues()} gives them back with our rules at the end
 * of {@code rules.custom}.
 *
 * <p>Refused: {@code rules.existing}, with which the chart ignores {@code rules.custom}. A warning
 * tells if the release asks another Prometheus.
 *
 * @see <a
 *     href="https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus-adapter">The
 *     chart</a>
 */
public final class HelmRelease implements ExistingAdapter {
  private static final String OPTION = "existing";
  private static final String COMMAND = "helm get values RELEASE --output yaml";
  private static final String CHART = "prometheus-adapter";

  /** What "helm get values" prints first without {@code --output}. */
  private static final List<String> HEADERS = List.of("USER-SUPPLIED VALUES", "COMPUTED VALUES");

  /** What the chart has unless it is told otherwise. */
  private static final String DEFAULT_URL = "http://prometheus.default.svc";

  private static final String DEFAULT_PORT = "9090";

  private final GivenText values;

  private HelmRelease(GivenText values) {
    this.values = values;
  }

  /** A release with these values. */
  public static HelmRelease of(String values) {
    return new HelmRelease(GivenText.of(Required.nonNull(values)));
  }

  /** A release with the values in a file. */
  public static HelmRelease read(Path file) {
    return new HelmRelease(GivenText.read(Required.nonNull(file)));
  }

  @Override
  public void check(Findings findings, AdapterOptions options) {
    Required.nonNull(findings, "findings");
    Required.nonNull(options, "options");
    values.check(findings, OPTION, COMMAND);
    values
        .document()
        .filter(document -> checkForm(findings, document.data()))
        .ifPresent(document -> check(findings, options, document.data()));
  }

  /**
   * Refuses other YAML that contains such values, and rules of another shape, which would be lost.
   *
   * @return whether these are values of the chart itself
   */
  private static boolean checkForm(Findings findings, @Nullable Object data) {
    int before = findings.all().size();
    Map<?, ?> top = data instanceof Map<?, ?> map ? map : Map.of();
    boolean isObject = top.containsKey("apiVersion") || top.containsKey("kind");
    boolean isPrinted = top.keySet().stream().anyMatch(key -> HEADERS.contains(key));
    boolean isUmbrella = top.get(CHART) instanceof Map;
    require(findings, !isObject, top.keySet(), "are those of an object of Kubernetes");
    require(
        findings,
        !isPrinted,
        top.keySet(),
        "start with the header that helm prints without --output");
    require(
        findings, !isUmbrella, top.keySet(), "are values of a chart that has the adapter in it");
    require(
        findings,
        top.get("rules") == null || top.get("rules") instanceof Map || isBlank(top.get("rules")),
        top.get("rules"),
        "is not what the chart has as rules, which holds custom, external, resource and default");
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
        "Give the values of the chart prometheus-community/prometheus-adapter: what \""
            + COMMAND
            + "\" prints, or the part of your file that becomes them.");
  }

  /** An empty value of YAML. */
  private static boolean isBlank(Object value) {
    return value instanceof String text && (text.isBlank() || text.matches("~|null|Null|NULL"));
  }

  private void check(Findings findings, AdapterOptions options, Object data) {
    Object rules = YamlDocument.mapping(data, "rules");
    YamlDocument.text(rules, "existing")
        .filter(name -> !name.isEmpty())
        .ifPresent(
            name ->
                findings.add(
                    FindingCode.ADAPTER_CONFIGURATION,
                    OPTION,
                    quote(name)
                        + " is the ConfigMap that the release mounts by rules.existing, with which"
                        + " the chart ignores rules.custom",
                    "Give that ConfigMap instead: .existing(AdapterConfiguration.read(file)), with"
                        + " what \"kubectl get configmap "
                        + name
                        + " --output yaml\" prints."));
    String asked = prometheus(data);
    String ours = options.prometheus().url();
    findings.require(
        asked.contains("{{") || Urls.areSame(asked, ours),
        FindingCode.OTHER_PROMETHEUS,
        OPTION,
        quote(Urls.withoutPassword(asked))
            + " is what the release asks, and its rules here are for "
            + quote(ours)
            + "; if these are two Prometheus, it has no metrics of the servers",
        "Give the PrometheusStack the release's address, or let the release's Prometheus scrape the"
            + " servers.");
  }

  /** As the chart writes it. */
  private static String prometheus(Object data) {
    Object prometheus = YamlDocument.mapping(data, "prometheus");
    String port = YamlDocument.text(prometheus, "port").orElse(DEFAULT_PORT);
    return YamlDocument.text(prometheus, "url").orElse(DEFAULT_URL)
        + (port.isEmpty() || port.equals("0") ? "" : ":" + port)
        + YamlDocument.text(prometheus, "path").orElse("");
  }

  @Override
  public List<?> ownersRules() {
    return values
        .document()
        .map(found -> YamlDocument.list(YamlDocument.mapping(found.data(), "rules"), "custom"))
        .orElse(List.of());
  }

  @Override
  public Optional<String> namespace() {
    return Optional.empty();
  }

  @Override
  public AdapterObjects objects(AdapterOptions options, AdapterRules rules) {
    Required.nonNull(options, "options");
    Required.nonNull(rules, "rules");
    return new UntouchedAdapter(options, rules);
  }

  @Override
  public String helmValues(AdapterRules rules) {
    Required.nonNull(rules);
    return values
        .document()
        .orElseThrow()
        .with(List.of("rules", "custom"), rules.stated(), ExistingAdapter::metricOf);
  }
}
