package io.github.cdk8sovms.gitops;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.kubernetes.ArgoCd;
import io.github.cdk8sovms.kubernetes.Component;
import io.github.cdk8sovms.kubernetes.ComponentBuilder;
import io.github.cdk8sovms.kubernetes.internal.ApiObjects;
import io.github.cdk8sovms.kubernetes.internal.ObjectRef;
import io.github.cdk8sovms.kubernetes.internal.Placement;
import io.github.cdk8sovms.kubernetes.internal.ResourceType;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.util.Map;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.jspecify.annotations.Nullable;
import software.constructs.Construct;

/**
 * An Argo CD Application that applies the manifest of a chart.
 *
 * <p>Emits an {@code Application}, by default in {@code argocd}; put it into a separate chart,
 * because its manifest is applied manually, or by another Application. It uses server-side apply,
 * so that objects larger than 262,144 bytes work, and ignores fields of other writers: the {@code
 * caBundle} that cert-manager injects into the adapter's APIService, and the replicas of a
 * ModelServer that an autoscaler sets. Those of a Deployment are not in the manifest.
 *
 * <pre>{@code
 * ArgoApplication.Builder.create(new Chart(app, "delivery"), "shop")
 *     .repository("https://git.example.com/serving.git")
 *     .chart(chart)
 *     .build();
 * }</pre>
 *
 * @see <a href="https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/">
 *     Declarative setup</a>
 */
public final class ArgoApplication extends Component {
  private static final ResourceType APPLICATION =
      new ResourceType("argoproj.io/v1alpha1", "Application");

  private final ObjectRef<ApiObject> object;

  private ArgoApplication(ArgoApplicationSpec spec) {
    this(spec, spec.placement().objects());
  }

  private ArgoApplication(ArgoApplicationSpec spec, ApiObjects definitions) {
    this(
        spec.placement(),
        definitions,
        definitions.customResource(
            ApiObjects.MAIN,
            APPLICATION,
            spec.placement().identity().name(),
            Map.of(),
            new ArgoApplicationManifest(spec).content()));
  }

  private ArgoApplication(
      Placement placement, ApiObjects definitions, ObjectRef<ApiObject> object) {
    super(placement, definitions);
    this.object = object;
  }

  /** Returns the Application. */
  public ApiObject object() {
    return object.get();
  }

  /** Builds an {@link ArgoApplication}; see there for an example. */
  public static final class Builder extends ComponentBuilder<Builder> {
    private static final String ARGO_CD = "argocd";

    private @Nullable Chart chart;
    private @Nullable String repository;
    private String revision = "main";
    private String directory = "dist";
    private String project = "default";
    private String cluster = "https://kubernetes.default.svc";
    private boolean automated;

    private Builder(Construct scope, String id) {
      super(scope, id);
    }

    /** Starts an application; its name defaults to the id. */
    public static Builder create(Construct scope, String id) {
      Required.nonNull(scope, "scope");
      Required.nonNull(id, "id");
      return new Builder(scope, id);
    }

    /**
     * Sets the chart to apply, from the manifest {@code <id of the chart>.k8s.yaml}. Required; call
     * it after all its constructs were created, because they determine the ignored differences.
     */
    public Builder chart(Chart applied) {
      this.chart = Required.nonNull(applied);
      return this;
    }

    /** Sets the repository of the manifest. Required. */
    public Builder repository(String url) {
      this.repository = Required.nonNull(url);
      return this;
    }

    /**
     * Sets the branch, tag or commit to track, in the format of {@code git check-ref-format}.
     * Default: {@code main}.
     */
    public Builder revision(String name) {
      this.revision = Required.nonNull(name);
      return this;
    }

    /** Sets the directory in the repository. Default: {@code dist}. */
    public Builder directory(String path) {
      this.directory = Required.nonNull(path);
      return this;
    }

    /**
     * Sets Argo CD's project, which restricts sources and destinations. Default: {@code default}.
     */
    public Builder project(String name) {
      this.project = Required.nonNull(name);
      return this;
    }

    /** Sets the API server of the cluster. Default: the cluster in which Argo CD runs. */
    public Builder cluster(String url) {
      this.cluster = Required.nonNull(url);
      return this;
    }

    /** Enables automated sync with self-heal and prune. Default: manual sync. */
    public Builder automated() {
      this.automated = true;
      return this;
    }

    /**
     * Creates the application.
     *
     * @throws io.github.cdk8sovms.validation.InvalidConfigurationException if the configuration is
     *     invalid; it lists all errors, and nothing is created
     */
    public ArgoApplication build() {
      return create(this::spec, ArgoApplication::new);
    }

    private ArgoApplicationSpec spec() {
      return new ArgoApplicationSpec(
          placement("argo-application", "delivery"),
          Required.nonNull(chart, "chart"),
          Required.nonNull(repository, "repository"),
          revision,
          directory,
          project,
          cluster,
          automated);
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
    protected String defaultNamespace() {
      return ARGO_CD;
    }

    @Override
    protected Builder self() {
      return this;
    }
  }
}
