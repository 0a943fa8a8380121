package io.github.cdk8sovms.planning.manifest;

import io.github.cdk8sovms.planning.StartDurations;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.planning.input.InvalidInputException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plan needs and a manifest does not hold. Without an option, the manifest decides. */
public final class ManifestOptions {
  static final String STREAMS = "--streams";
  static final String INFER_REQUESTS = "--infer-requests";
  static final String REST_WORKERS = "--rest-workers";

  private final Builder choices;

  private ManifestOptions(Builder choices) {
    this.choices = choices;
  }

  /** Returns no options. */
  public static ManifestOptions none() {
    return builder().build();
  }

  /** Starts with no options. */
  public static Builder builder() {
    return new Builder();
  }

  Optional<String> autoscaler() {
    return Optional.ofNullable(choices.autoscaler);
  }

  Set<String> ignored() {
    return choices.ignored;
  }

  List<String> rules() {
    return choices.rules;
  }

  Optional<String> model() {
    return Optional.ofNullable(choices.model);
  }

  Optional<Duration> scrapeInterval() {
    return Optional.ofNullable(choices.scrapeInterval);
  }

  Optional<StartDurations> start() {
    return Optional.ofNullable(choices.start);
  }

  Optional<Duration> syncPeriod() {
    return Optional.ofNullable(choices.syncPeriod);
  }

  Optional<String> release() {
    return Optional.ofNullable(choices.release);
  }

  Optional<GrpcClients> grpc() {
    return Optional.ofNullable(choices.grpc);
  }

  Optional<Integer> connections() {
    return Optional.ofNullable(choices.connections);
  }

  Optional<Integer> number(String option) {
    return Optional.ofNullable(choices.numbers.get(option));
  }

  /**
   * Clients that call over gRPC.
   *
   * @param count the number of clients
   * @param balanced whether they have the policy {@code round_robin}
   */
  record GrpcClients(int count, boolean balanced) {}

  /** Collects options. */
  public static final class Builder {
    private final Set<String> ignored = new LinkedHashSet<>();
    private final List<String> rules = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private @Nullable String autoscaler;
    private @Nullable String model;
    private @Nullable Duration scrapeInterval;
    private @Nullable StartDurations start;
    private @Nullable Duration syncPeriod;
    private @Nullable String release;
    private @Nullable GrpcClients grpc;
    private @Nullable Integer connections;

    private Builder() {}

    /** Chooses one of several autoscalers: {@code NAME} or {@code NAMESPACE/NAME}. */
    public Builder autoscaler(String name) {
      this.autoscaler = name;
      return this;
    }

    /** Leaves a metric or trigger out of the plan. */
    public Builder ignore(String metric) {
      ignored.add(metric);
      return this;
    }

    /** Adds rules of the adapter: the text of its configuration, or of Helm values. */
    public Builder rules(String text) {
      rules.add(text);
      return this;
    }

    /** Chooses the model or graph that gets the traffic, if a server has several. */
    public Builder model(String name) {
      this.model = name;
      return this;
    }

    /** Sets the scrape interval. */
    public Builder scrapeInterval(Duration interval) {
      this.scrapeInterval = interval;
      return this;
    }

    /** Sets the time from the creation of a pod until it is ready. Default: 30 seconds. */
    public Builder start(Duration total) {
      if (total.isNegative()) {
        throw new InvalidInputException(
            "\"%s\" is not a start time; it must not be negative. Correct --start."
                .formatted(DurationTexts.text(total)));
      }
      return start(StartDurations.ofTotal(total));
    }

    /**
     * Sets the same by stage: an autoscaler sees a pod that is pending as another than one that
     * loads.
     */
    public Builder start(StartDurations stages) {
      this.start = stages;
      return this;
    }

    /** Sets the HPA sync period of the cluster. Default: 15 seconds. */
    public Builder syncPeriod(Duration period) {
      this.syncPeriod = period;
      return this;
    }

    /** Sets the release of OVMS, such as {@code 2026.3.1}, if the image tag does not name it. */
    public Builder release(String tag) {
      this.release = tag;
      return this;
    }

    /** Sets the streams of models for which OVMS chooses them. */
    public Builder streams(int count) {
      numbers.put(STREAMS, count);
      return this;
    }

    /** Sets the infer requests of models for which OpenVINO chooses them. */
    public Builder inferRequests(int count) {
      numbers.put(INFER_REQUESTS, count);
      return this;
    }

    /** Sets the HTTP workers of a server for which OVMS chooses them. */
    public Builder restWorkers(int count) {
      numbers.put(REST_WORKERS, count);
      return this;
    }

    /**
     * Sends over HTTP with a number of connections to each pod; what exceeds them waits in the
     * client or proxy. Default: as many as a pod has HTTP workers. With more, requests wait in the
     * pod, and its scrapes with them.
     */
    public Builder connections(int perPod) {
      this.connections = perPod;
      return this;
    }

    /** Calls over gRPC from a number of clients. Default: HTTP. */
    public Builder grpc(int clients, boolean balanced) {
      this.grpc = new GrpcClients(clients, balanced);
      return this;
    }

    /** Returns the options. */
    public ManifestOptions build() {
      Builder copy = new Builder();
      copy.ignored.addAll(ignored);
      copy.rules.addAll(rules);
      copy.numbers.putAll(numbers);
      copy.autoscaler = autoscaler;
      copy.model = model;
      copy.scrapeInterval = scrapeInterval;
      copy.start = start;
      copy.syncPeriod = syncPeriod;
      copy.release = release;
      copy.grpc = grpc;
      copy.connections = connections;
      return new ManifestOptions(copy);
    }
  }
}
