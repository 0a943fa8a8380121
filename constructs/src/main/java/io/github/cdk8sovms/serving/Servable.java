package io.github.cdk8sovms.serving;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.values.Urls;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.List;
import java.util.Map;

/**
 * What a server serves under a name: a {@link Model} with execution streams, or a {@link Graph} or
 * {@link GenerativeModel}, which have none. A load signal measures one of the two.
 */
public abstract sealed class Servable permits Model, GraphServable {
  private final String name;
  private final ModelSource source;

  Servable(String name, ModelSource source) {
    this.name = name;
    this.source = source;
  }

  /** Returns the name in requests, which is also the {@code name} label of its series. */
  public final String name() {
    return name;
  }

  /** Returns the source of the files. */
  public final ModelSource source() {
    return source;
  }

  /** Returns the device. */
  public abstract Device device();

  /**
   * Returns whether clients may use the API of OpenAI for it, below {@code /v3}, which a key can
   * protect.
   */
  public abstract boolean hasOpenAiApi();

  /** Returns the directory in a mount; '/' would nest it in the directory of another servable. */
  final String directory() {
    return name.replace('/', '+');
  }

  /** Returns whether this OVMS keeps it in a model cache. */
  abstract boolean isCached(OvmsVersion version);

  /** Returns the paths that return 200 once it is loaded. */
  abstract List<String> readyPaths();

  final String path() {
    return "/v2/models/" + Urls.pathSegment(name);
  }

  /** Returns the findings of a server, with the path of this servable. */
  abstract Findings in(Findings findingsOfServer);

  abstract void check(Findings findings);

  /** Checks options that depend on the OVMS version. */
  abstract void checkFor(OvmsVersion version, Findings findings);

  /** Returns what its load signals are bounded by. */
  abstract Served served();

  /** Returns its entry in config.json. */
  abstract Map<String, Object> toConfig(String basePath);
}
