package io.github.cdk8sovms.adapter;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.kubernetes.internal.YamlDocument;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A ConfigMap of another owner, as returned by the API server.
 *
 * @param manifest its content, every scalar as text
 */
record OwnersConfigMap(Map<?, ?> manifest) {
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /** Returns the ConfigMap in a file, if it contains one. */
  static Optional<OwnersConfigMap> in(Object data) {
    return data instanceof Map<?, ?> manifest && "ConfigMap".equals(manifest.get("kind"))
        ? Optional.of(new OwnersConfigMap(manifest))
        : Optional.empty();
  }

  String name() {
    return YamlDocument.text(metadata(), "name").orElse("");
  }

  Optional<String> namespace() {
    return YamlDocument.text(metadata(), "namespace");
  }

  Map<String, String> labels() {
    return texts(YamlDocument.mapping(metadata(), "labels"));
  }

  /** Returns the annotations without those of kubectl. */
  Map<String, String> annotations() {
    Map<String, String> annotations = texts(YamlDocument.mapping(metadata(), "annotations"));
    annotations.remove(LAST_APPLIED);
    return annotations;
  }

  Map<String, String> data() {
    return texts(YamlDocument.mapping(manifest, "data"));
  }

  /** Returns its files that are not text, in base64. */
  Map<String, String> binaryData() {
    return texts(YamlDocument.mapping(manifest, "binaryData"));
  }

  /** Returns the key of the adapter's file: the usual one, or the only one. */
  Optional<String> key() {
    Map<String, String> data = data();
    return data.containsKey(AdapterManifest.CONFIG_KEY)
        ? Optional.of(AdapterManifest.CONFIG_KEY)
        : data.size() == 1 ? data.keySet().stream().findFirst() : Optional.empty();
  }

  Optional<String> configuration() {
    return key().map(data()::get);
  }

  /** Returns the warning about another tool that manages it, if any. */
  Optional<String> writer() {
    Optional<String> release =
        Optional.ofNullable(annotations().get("meta.helm.sh/release-name"))
            .or(
                () ->
                    Optional.ofNullable(labels().get("app.kubernetes.io/managed-by"))
                        .filter("Helm"::equals)
                        .map(helm -> labels().getOrDefault("app.kubernetes.io/instance", "")));
    return release
        .map(
            name ->
                "the next upgrade of Helm's release "
                    + quote(name)
                    + " removes the library's rules: use .release(HelmRelease.read(file))")
        .or(
            () ->
                Optional.ofNullable(annotations().get("argocd.argoproj.io/tracking-id"))
                    .or(() -> Optional.ofNullable(labels().get("argocd.argoproj.io/instance")))
                    .map(
                        application ->
                            "Argo CD removes the library's rules when it syncs "
                                + quote(application)));
  }

  void check(Findings findings, String option, Identity adapter) {
    Names.checkReference(findings, option, name());
    namespace().ifPresent(namespace -> Names.check(findings, option, namespace));
    findings.require(
        namespace().map(adapter.namespace()::equals).orElse(true),
        FindingCode.ADAPTER_CONFIGURATION,
        option,
        quote(namespace().orElse(""))
            + " is the namespace of the ConfigMap, but the adapter's namespace is set to "
            + quote(adapter.namespace()),
        "Leave .namespace(..) out.");
    findings.require(
        !YamlDocument.text(manifest, "immutable").map("true"::equals).orElse(false),
        FindingCode.ADAPTER_CONFIGURATION,
        option,
        quote(name()) + " is immutable, so no rule can be added",
        "Give its owner adapter.rulesFragment().");
  }

  private Object metadata() {
    return YamlDocument.mapping(manifest, "metadata");
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> texts.put(String.valueOf(key), value == null ? "" : value.toString()));
    return texts;
  }
}
