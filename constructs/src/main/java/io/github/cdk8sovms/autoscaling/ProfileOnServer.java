package io.github.cdk8sovms.autoscaling;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Quantity;
import io.github.cdk8sovms.kubernetes.internal.ResourceAmounts;
import io.github.cdk8sovms.planning.manifest.Profile;
import io.github.cdk8sovms.serving.Model;
import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.serving.Servable;
import io.github.cdk8sovms.serving.ServerProfile;
import io.github.cdk8sovms.serving.internal.ServerLink;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A profile, and the server that is scaled by it. */
record ProfileOnServer(ServerProfile profile, ModelServer server) {
  private static final long MEBIBYTE = 1 << 20;

  /** Checks that it was measured on this server, for the servable that is called. */
  void check(Findings findings) {
    Profile values = profile.values();
    List<Servable> candidates = server.servables();
    Servable called =
        candidates.stream()
            .filter(each -> each.name().equals(values.model()))
            .findFirst()
            .orElse(candidates.get(0));
    Optional<Integer> streams =
        called instanceof Model model && model.streams().isPresent()
            ? Optional.of(model.streams().getAsInt())
            : Optional.empty();
    values
        .difference(
            ServerLink.of(server).serving().image(), called.device().text(), called.name(), streams)
        .ifPresent(
            other ->
                findings.add(
                    FindingCode.PROFILE,
                    "profile",
                    quote(profile.name())
                        + " was measured with "
                        + other.what()
                        + " "
                        + quote(other.measured())
                        + ", and the server has "
                        + quote(other.planned()),
                    "Measure this server with a CapacityTest, and write the profile again."));
    checkMemory(
        findings, server.resources().map(it -> ResourceAmounts.of(it).limits()).orElse(Map.of()));
  }

  private void checkMemory(Findings findings, Map<String, Quantity> limits) {
    Quantity limit = limits.get("memory");
    if (limit != null
        && profile.memory().isPresent()
        && limit.amount().compareTo(BigDecimal.valueOf(profile.memory().getAsLong())) < 0) {
      long mebibytes = (profile.memory().getAsLong() + MEBIBYTE - 1) / MEBIBYTE;
      findings.add(
          FindingCode.PROFILE_MEMORY,
          "profile",
          quote(limit.text())
              + " is the memory limit of the server, and "
              + quote(profile.name())
              + " was measured with "
              + mebibytes
              + "Mi in use: its container would be killed",
          "Set Resources.memory(..) to " + mebibytes + "Mi or more.");
    }
  }
}
