package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.Served;
import io.github.cdk8sovms.internal.ovms.Served.ServedModel;
import io.github.cdk8sovms.internal.values.Shares;
import io.github.cdk8sovms.planning.Promise;
import io.github.cdk8sovms.planning.ServableSpec;
import io.github.cdk8sovms.planning.SteadyLoad;
import io.github.cdk8sovms.planning.input.DurationTexts;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.signal.internal.SignalLink;
import io.github.cdk8sovms.signal.internal.UpperBound;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Required;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A promise to clients, from which a profile gives the target. */
final class PromiseOption {
  static final PromiseOption NONE = new PromiseOption(Optional.empty(), 0, null);

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Optional<ServerProfile> profile;
  private final double share;
  private final @Nullable Duration limit;

  /** A target takes some hundred milliseconds, and several checks use it. */
  private final Map<List<Object>, Optional<PromisedTarget>> chosen = new HashMap<>();

  /**
   * Makes one.
   *
   * @param profile the measured server, if given
   * @param share of the requests, if a promise is given
   * @param limit within which they are answered
   */
  private PromiseOption(Optional<ServerProfile> profile, double share, @Nullable Duration limit) {
    this.profile = profile;
    this.share = share;
    this.limit = limit;
  }

  PromiseOption profile(ServerProfile measured) {
    return new PromiseOption(Optional.of(measured), share, limit);
  }

  PromiseOption promise(double ofRequests, Duration within) {
    return new PromiseOption(profile, ofRequests, within);
  }

  /** Returns the measured start, unless the server states a budget, which is more detailed. */
  Optional<Duration> startTime(@Nullable ModelServer server) {
    return server != null && server.startBudget().isStated()
        ? Optional.empty()
        : profile.flatMap(ServerProfile::startTime);
  }

  /** Returns the chosen target; empty without a promise, or if it cannot be chosen. */
  Optional<PromisedTarget> choose(
      SignalTarget signal, double tolerance, @Nullable ModelServer server) {
    if (server == null || profile.isEmpty() || limit == null || !isUsable()) {
      return Optional.empty();
    }
    Optional<Called> served = served(signal, server);
    if (served.isEmpty()) {
      return Optional.empty();
    }
    List<Object> key = List.of(served.get(), signal.signal().metricName(), tolerance);
    Optional<PromisedTarget> known = chosen.get(key);
    if (known == null) {
      known = solve(new Promise(limit, share), served.get(), signal, tolerance, server);
      chosen.put(key, known);
    }
    return known;
  }

  private Optional<PromisedTarget> solve(
      Promise promise, Called served, SignalTarget signal, double tolerance, ModelServer server) {
    ServerProfile measured = profile.orElseThrow();
    double allowed =
        Math.min(
            SignalLink.of(signal.signal()).targets().high(),
            bound(signal, server) / (1 + tolerance));
    return SteadyLoad.highest(served.spec(), served.workers(), measured.serviceTime(), promise)
        .map(
            load -> {
              double wanted = load.atOnce() / served.atOne() / (1 + tolerance);
              double ratio = Math.max(0.01, Math.floor(100 * Math.min(wanted, allowed)) / 100);
              return new PromisedTarget(ratio, promise, load, allowed < wanted, measured.name());
            });
  }

  /**
   * The servable that is called.
   *
   * @param atOne how many requests at a pod the value 1 of the signal means
   */
  private record Called(ServableSpec spec, int workers, int atOne) {}

  private Optional<Called> served(SignalTarget signal, ModelServer server) {
    List<Served> measured = measured(signal, server);
    if (measured.size() != 1) {
      return Optional.empty();
    }
    Served servable = measured.get(0);
    OptionalInt streams = streams(servable);
    OptionalInt atOne = signal.signal().requestsAtOne(streams);
    if (atOne.isEmpty()) {
      return Optional.empty();
    }
    int workers =
        ServerLink.of(server).serving().capacity().restWorkers().orElse(4 * atOne.getAsInt());
    return Optional.of(
        new Called(
            servable instanceof ServedModel model
                ? ServableSpec.ModelSpec.of(
                    model.name(), streams.orElse(1), model.nireq().orElse(streams.orElse(1)))
                : ServableSpec.GraphSpec.of(servable.name(), workers),
            workers,
            atOne.getAsInt()));
  }

  private OptionalInt streams(Served servable) {
    if (!(servable instanceof ServedModel model)) {
      return OptionalInt.empty();
    }
    return model.streams().isPresent()
        ? model.streams()
        : profile.flatMap(ServerProfile::streams).map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  private static List<Served> measured(SignalTarget signal, ModelServer server) {
    return ServerLink.of(server).serving().capacity().servables().stream()
        .filter(SignalLink.of(signal.signal())::measures)
        .filter(each -> signal.signal().model().map(each.name()::equals).orElse(true))
        .toList();
  }

  /** Returns the highest value that the signal can have. */
  private static double bound(SignalTarget signal, ModelServer server) {
    SignalLink link = SignalLink.of(signal.signal());
    return Math.min(
        bound(link.reach(ServerLink.of(server).serving())),
        bound(link.reachOverHttp(ServerLink.of(server).serving())));
  }

  private static double bound(UpperBound bound) {
    return bound instanceof UpperBound.Limited limited
        ? limited.value() - 0.001
        : Double.POSITIVE_INFINITY;
  }

  private String text() {
    String percent =
        Double.isFinite(share)
            ? BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString()
            : String.valueOf(share);
    return percent + " % within " + DurationTexts.text(Required.nonNull(limit, "limit"));
  }

  private boolean isUsable() {
    return limit != null
        && Shares.isBetween(share)
        && limit.compareTo(SHORTEST) >= 0
        && limit.compareTo(LONGEST) <= 0;
  }

  void check(
      Findings findings, SignalTarget signal, double tolerance, @Nullable ModelServer server) {
    if (server != null) {
      profile.ifPresent(measured -> new ProfileOnServer(measured, server).check(findings));
    }
    if (limit == null) {
      return;
    }
    findings.require(
        signal.ratio().isEmpty() && signal.latency().isEmpty(),
        FindingCode.CONTRADICTION,
        "promise",
        quote(text()) + " gives the target, and ." + signal.option() + "(..) gives another one",
        "Leave one of them out.");
    findings.require(
        profile.isPresent(),
        FindingCode.MISSING,
        "profile",
        "a promise gives no target without the service times of the server",
        "Add .profile(ServerProfile.read(Path.of(\"profiles/resnet.yaml\"))), which a CapacityTest and"
            + " cdk8s-ovms profile make; or write .ratio(..).");
    findings.require(
        isUsable(),
        FindingCode.PROMISE,
        "promise",
        quote(text())
            + " is not a promise; it must be 0.000001 to 0.999999 of the requests, within 1 ms to a"
            + " day",
        "Write .promise(0.95, Duration.ofSeconds(1)).");
    if (isUsable() && profile.isPresent() && server != null) {
      checkSolution(findings, signal, tolerance, server);
    }
  }

  private void checkSolution(
      Findings findings, SignalTarget signal, double tolerance, ModelServer server) {
    if (served(signal, server).isEmpty()) {
      findings.add(
          FindingCode.PROMISE,
          "promise",
          quote(signal.signal().description())
              + " gives no target for a promise here: it must count the requests at one model, whose"
              + " streams are known, or at one graph",
          "Use LoadSignal.requestsPerStream() or LoadSignal.graphsInFlight(..) on a server of one"
              + " model; or write .ratio(..).");
    } else if (choose(signal, tolerance, server).isEmpty()) {
      ServerProfile measured = profile.orElseThrow();
      findings.add(
          FindingCode.PROMISE,
          "promise",
          quote(text())
              + " cannot be promised: by "
              + quote(measured.name())
              + " an idle pod takes "
              + DurationTexts.text(measured.fastest())
              + " on average for an inference",
          "Promise more time, or use a faster model or device.");
    }
  }
}
