package io.github.cdk8sovms.gitops;

import static io.github.cdk8sovms.validation.Findings.quote;

import io.github.cdk8sovms.kubernetes.ArgoCd;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.Names;
import io.github.cdk8sovms.kubernetes.Placement;
import io.github.cdk8sovms.kubernetes.Urls;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Findings;
import io.github.cdk8sovms.validation.Required;
import java.util.Optional;
import org.cdk8s.Chart;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/** Options of an Argo CD Application, with defaults and validation. */
abstract sealed class ApplicationOptions extends ComponentBuilder<ArgoApplication.Builder>
    permits ArgoApplication.Builder {
  private static final String ARGO_CD = "argocd";

  private @Nullable Chart chart;
  private @Nullable String repository;
  private String revision = "main";
  private String directory = "dist";
  private String project = "default";
  private String cluster = "https://kubernetes.default.svc";
  private boolean automated;

  ApplicationOptions(Construct scope, String id) {
    super(scope, id);
  }

  /**
   * Sets the chart to apply, from the manifest {@code <id of the chart>.k8s.yaml}. Required; call
   * it after all its constructs were created, because they determine the ignored differences.
   */
  public ArgoApplication.Builder chart(Chart applied) {
    this.chart = Required.nonNull(applied);
    return self();
  }

  /** Sets the repository of the manifest. Required. */
  public ArgoApplication.Builder repository(String url) {
    this.repository = Required.nonNull(url);
    return self();
  }

  /**
   * Sets the branch, tag or commit to track, in the format of {@code git check-ref-format}.
   * Default: {@code main}.
   */
  public ArgoApplication.Builder revision(String name) {
    this.revision = Required.nonNull(name);
    return self();
  }

  /** Sets the directory in the repository. Default: {@code dist}. */
  public ArgoApplication.Builder directory(String path) {
    this.directory = Required.nonNull(path);
    return self();
  }

  /** Sets Argo CD's project, which restricts sources and destinations. Default: {@code default}. */
  public ArgoApplication.Builder project(String name) {
    this.project = Required.nonNull(name);
    return self();
  }

  /** Sets the API server of the cluster. Default: the cluster in which Argo CD runs. */
  public ArgoApplication.Builder cluster(String url) {
    this.cluster = Required.nonNull(url);
    return self();
  }

  /** Enables automated sync with self-heal and prune. Default: manual sync. */
  public ArgoApplication.Builder automated() {
    this.automated = true;
    return self();
  }

  @Override
  protected void check(Findings findings) {
    super.check(findings);
    findings.require(
        repository != null,
        FindingCode.MISSING,
        "repository",
        "no repository is given; Argo CD applies manifests from Git",
        "Add .repository(\"https://git.example.com/serving.git\").");
    if (repository != null) {
      checkRepository(findings, repository);
    }
    findings.require(
        GitSyntax.isRevision(revision),
        FindingCode.GIT_SOURCE,
        "revision",
        quote(revision)
            + " is not a branch, tag or commit: Git rejects such names, or they contain"
            + " invisible characters",
        "Write .revision(\"main\").");
    findings.require(
        GitSyntax.isDirectory(directory),
        FindingCode.GIT_SOURCE,
        "directory",
        quote(directory)
            + " is not a directory in a Git repository; it must be names separated by '/',"
            + " relative to the root of the repository",
        "Write .directory(\"dist\").");
    Names.checkReference(findings, "project", project);
    Urls.checkHttp(findings, "cluster", cluster, "https://kubernetes.default.svc");
    if (chart == null) {
      findings.add(
          FindingCode.MISSING, "chart", "no chart is given to apply", "Add .chart(chart).");
    } else {
      findings.require(
          ArgoCd.hasSyncWaves(chart),
          FindingCode.NO_SYNC_WAVES,
          "chart",
          quote(chart.getNode().getPath())
              + " has no sync waves: Argo CD applies the autoscaler before the API of its"
              + " metric, and does not wait for other objects",
          "Write ArgoCd.syncWaves(chart) before the chart's first construct.");
    }
  }

  private static void checkRepository(Findings findings, String url) {
    findings.require(
        GitSyntax.isRepository(url),
        FindingCode.GIT_SOURCE,
        "repository",
        quote(url)
            + " is not a Git repository that Argo CD can read, by https:// or ssh:// and without a"
            + " password",
        "Write .repository(\"https://git.example.com/serving.git\"), and configure the"
            + " password for Argo CD in a repository Secret.");
  }

  @Override
  protected Optional<String> podless() {
    return Optional.of("an application of Argo CD");
  }

  @Override
  protected String defaultNamespace() {
    return ARGO_CD;
  }

  final Placement placement() {
    return placement("argo-application", "delivery");
  }

  final Chart applied() {
    return checked(chart);
  }

  final String repository() {
    return checked(repository);
  }

  final String revision() {
    return revision;
  }

  final String directory() {
    return directory;
  }

  final String project() {
    return project;
  }

  final String cluster() {
    return cluster;
  }

  final boolean isAutomated() {
    return automated;
  }

  private static <T> T checked(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("option of an application read before validation");
    }
    return value;
  }
}
