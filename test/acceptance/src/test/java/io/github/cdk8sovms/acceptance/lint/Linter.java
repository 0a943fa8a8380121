package io.github.cdk8sovms.acceptance.lint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kit.Command;
import io.github.cdk8sovms.kit.GoTool;
import io.github.cdk8sovms.kit.Manifest;
import io.github.cdk8sovms.kit.PythonTool;
import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A program that platform teams admit manifests with, with every check of it that needs no cluster.
 *
 * @param name as it is known
 * @param version the pinned one
 * @param program what it has against the objects of applications, each application by itself
 */
public record Linter(
    String name, String version, Function<List<LintInput>, List<LintFinding>> program) {

  public static List<Linter> all() {
    return List.of(
        new Linter(
            "kube-score",
            GoTool.KUBE_SCORE.version("github.com/zegl/kube-score"),
            Linter::kubeScore),
        new Linter("checkov", PythonTool.CHECKOV.version("checkov"), Linter::checkov),
        new Linter("trivy", GoTool.TRIVY.version("github.com/aquasecurity/trivy"), Linter::trivy),
        new Linter(
            "pod-security",
            GoTool.POD_SECURITY.version("k8s.io/pod-security-admission"),
            Linter::podSecurity));
  }

  List<LintFinding> lint(List<LintInput> inputs) {
    return program.apply(inputs);
  }

  /** Takes all files of a run for one application, so it has one run for each. */
  private static List<LintFinding> kubeScore(List<LintInput> inputs) {
    List<LintFinding> findings = new ArrayList<>();
    for (LintInput input : inputs) {
      Command run =
          GoTool.KUBE_SCORE.run(
              Repository.ROOT,
              List.of(
                  "score",
                  "--all-default-optional",
                  "--disable-ignore-checks-annotations",
                  "--kubernetes-version=v1.32",
                  "--output-format=json",
                  input.file().toString()));
      JsonNode objects = Manifest.parse(run.output());
      // It prints null where there is nothing that it has checks for.
      if (!objects.isArray() && !objects.isNull()) {
        throw new AssertionError("kube-score failed:\n" + run.output());
      }
      for (JsonNode object : objects) {
        for (JsonNode check : object.path("checks")) {
          // 10 is passed, 5 a warning, 1 critical.
          if (!check.path("skipped").asBoolean() && check.path("grade").asInt() < 10) {
            findings.addAll(kubeScore(input, object, check));
          }
        }
      }
    }
    return findings;
  }

  private static List<LintFinding> kubeScore(LintInput input, JsonNode object, JsonNode check) {
    String name =
        LintInput.object(
            object.at("/type_meta/kind").asText(),
            object.at("/object_meta/namespace").asText(),
            object.at("/object_meta/name").asText());
    List<LintFinding> findings = new ArrayList<>();
    for (JsonNode comment : check.path("comments")) {
      findings.add(
          new LintFinding(
              "kube-score",
              check.at("/check/id").asText(),
              input.name() + "/" + name,
              (comment.path("path").asText() + " " + comment.path("summary").asText()).strip()));
    }
    return findings;
  }

  private static List<LintFinding> checkov(List<LintInput> inputs) {
    return failures("checkov", inputs, PythonTool.CHECKOV.run(Repository.ROOT, files(inputs)));
  }

  private static List<LintFinding> podSecurity(List<LintInput> inputs) {
    return failures(
        "pod-security", inputs, GoTool.POD_SECURITY.run(Repository.ROOT, files(inputs)));
  }

  /** None of its checks looks at two objects, so applications can be in one run. */
  private static List<LintFinding> trivy(List<LintInput> inputs) {
    return failures("trivy", inputs, GoTool.TRIVY.run(Repository.ROOT, files(inputs)));
  }

  private static List<String> files(List<LintInput> inputs) {
    return inputs.stream().map(LintInput::file).map(Path::toString).toList();
  }

  /** Reads what the programs below tools/ print: the file, line, check and message of each. */
  private static List<LintFinding> failures(String name, List<LintInput> inputs, Command run) {
    if (run.exitCode() != 0) {
      throw new AssertionError(name + " failed:\n" + run.output());
    }
    Map<String, LintInput> byFile =
        inputs.stream().collect(Collectors.toMap(input -> input.file().toString(), input -> input));
    List<LintFinding> findings = new ArrayList<>();
    for (JsonNode failure : Manifest.parse(run.output())) {
      LintInput input = byFile.get(failure.path("file").asText());
      findings.add(
          new LintFinding(
              name,
              failure.path("check").asText(),
              input.name() + "/" + input.objectAt(failure.path("line").asInt()),
              failure.path("message").asText()));
    }
    return findings;
  }
}
