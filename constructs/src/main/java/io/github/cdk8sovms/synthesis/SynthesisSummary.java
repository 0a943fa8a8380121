package io.github.cdk8sovms.synthesis;

import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.Images;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import io.github.cdk8sovms.validation.internal.Required;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cdk8s.App;
import software.constructs.IConstruct;

/**
 * A summary of the output of {@code app.synth()}: objects by kind, files, images, targets that were
 * chosen for promises, the lag budget of each autoscaler, the start budget of each server for which
 * it is configured, warnings, and the commands to apply it. It is printed only on request: {@code
 * SynthesisSummary.of(app).print()}.
 */
public final class SynthesisSummary {
  private final List<Manifest> manifests;
  private final Map<Path, String> otherFiles;
  private final List<String> images;
  private final List<String> targets;
  private final List<String> lagBudgets;
  private final List<String> startBudgets;
  private final List<String> warnings;

  private SynthesisSummary(
      List<Manifest> manifests,
      Map<Path, String> otherFiles,
      List<String> images,
      List<String> targets,
      List<String> lagBudgets,
      List<String> startBudgets,
      List<String> warnings) {
    this.manifests = manifests;
    this.otherFiles = otherFiles;
    this.images = images;
    this.targets = targets;
    this.lagBudgets = lagBudgets;
    this.startBudgets = startBudgets;
    this.warnings = warnings;
  }

  /**
   * Reads the output files of apps. Objects are all those in the files; images, lag budgets and
   * warnings are those of this library's constructs.
   *
   * @throws InvalidConfigurationException if {@code synth()} has not been called
   */
  public static SynthesisSummary of(App first, App... more) {
    Required.nonNull(first, "first");
    List<App> apps = Stream.concat(Stream.of(first), Required.elements(more).stream()).toList();
    List<Manifest> manifests = new ArrayList<>();
    TreeSet<String> images = new TreeSet<>();
    List<String> targets = new ArrayList<>();
    List<String> lagBudgets = new ArrayList<>();
    List<String> startBudgets = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (App app : apps) {
      manifests.addAll(WrittenFiles.of(app));
      images.addAll(Images.of(app));
      for (IConstruct construct : app.getNode().findAll()) {
        if (construct instanceof RatioAutoscaler autoscaler) {
          String path = autoscaler.getNode().getPath();
          autoscaler.promisedTarget().ifPresent(chosen -> targets.add(path + ": " + chosen));
          lagBudgets.add(path + ": " + autoscaler.lagBudget());
        }
        if (construct instanceof ModelServer server && server.startBudget().isStated()) {
          startBudgets.add(server.getNode().getPath() + ": " + server.startBudget());
        }
        if (construct instanceof Component component) {
          component.findings().forEach(finding -> warnings.add(inShort(finding)));
        }
      }
    }
    return new SynthesisSummary(
        manifests, Map.of(), List.copyOf(images), targets, lagBudgets, startBudgets, warnings);
  }

  /** Adds another output file of the program, such as Helm values, with its purpose. */
  public SynthesisSummary file(Path file, String purpose) {
    Map<Path, String> files = new TreeMap<>(otherFiles);
    files.put(Required.nonNull(file, "file"), Required.nonNull(purpose, "purpose"));
    return new SynthesisSummary(
        manifests, files, images, targets, lagBudgets, startBudgets, warnings);
  }

  /**
   * Prints the summary to standard error. {@code cdk8s synth} discards what a program writes to
   * standard output.
   */
  public void print() {
    System.err.print("\n" + this);
  }

  /** Returns the summary as multi-line text. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (!manifests.isEmpty()) {
      text.append(new ObjectTable(manifests));
    }
    section(text, "Files", files());
    section(text, "Images", images);
    section(text, "Targets for promises", targets);
    section(text, "Lag budgets, from a step of the load to more ready pods", lagBudgets);
    section(text, "Start budgets, from a new pod to its first request", startBudgets);
    section(text, "Warnings", warnings);
    section(
        text,
        manifests.size() > 1 ? "Next, for the manifests that you need" : "Next",
        manifests.stream()
            .map(manifest -> "kubectl apply --server-side -f " + manifest.applied())
            .toList());
    return text.toString();
  }

  private List<String> files() {
    List<String> lines = new ArrayList<>();
    manifests.forEach(manifest -> lines.add(manifest.applied().toString()));
    otherFiles.forEach((file, purpose) -> lines.add("%s (%s)".formatted(file, purpose)));
    return lines;
  }

  private static void section(StringBuilder text, String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    text.append(text.isEmpty() ? "" : "\n").append(title).append(":\n");
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
  }

  /** Omits problem and fix, which were logged when the construct was built. */
  private static String inShort(Finding warning) {
    return "%s %s: %s".formatted(warning.code().code(), warning.path(), warning.code().title());
  }
}
