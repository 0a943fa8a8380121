package io.github.cdk8sovms.headroom;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.serving.ModelServer;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Room for pods of a server.
 *
 * @param server whose pods need it
 * @param pods for how many of them
 */
record Reservation(ModelServer server, int pods) {
  private static final int MOST_PODS = 100;

  /** Checks what is reserved; empty if a part is missing. */
  static Optional<Reservation> resolve(
      @Nullable ModelServer server, @Nullable Integer pods, String namespace, Findings findings) {
    findings.require(
        server != null,
        FindingCode.MISSING,
        "server",
        "no server is given; there is nothing to reserve room for",
        "Add .server(resnet).");
    findings.require(
        pods != null,
        FindingCode.MISSING,
        "pods",
        "no number of pods is given; how much room to reserve is a question of cost",
        "Add .pods(1).");
    findings.require(
        pods == null || (pods >= 1 && pods <= MOST_PODS),
        FindingCode.HEADROOM,
        "pods",
        quote(pods) + " is not a number of pods to reserve room for; it must be 1 to " + MOST_PODS,
        "Write .pods(1).");
    if (server == null || pods == null) {
      return Optional.empty();
    }
    findings.require(
        namespace.equals(server.namespace()),
        FindingCode.HEADROOM,
        "namespace",
        quote(namespace)
            + " is not the namespace of the server, "
            + quote(server.namespace())
            + ", for whose pods the room is",
        "Leave .namespace(..) out.");
    return Optional.of(new Reservation(server, pods));
  }
}
