package io.github.cdk8sovms.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Addresses of pods and Services, all inside the network namespace of the tests; nothing leaves it.
 * A pod that runs for real has a separate network namespace, as on a cluster, so that two may
 * listen on the same port. Kubernetes takes no loopback addresses for endpoints.
 */
public final class PodNetwork implements AutoCloseable {
  static final String API_SERVER = "10.0.0.1";
  static final String SERVICES = "10.96.0.0/16";

  /** The first address of the Services is that of kubernetes.default. */
  static final String API_SERVICE = "10.96.0.1";

  private static final String SIMULATED_PODS = "10.244.128.0/18";
  private static final String GATEWAY = "169.254.1.1";

  /**
   * Order of the rules of routing: what is allowed goes to {@link #ROUTED}, the rest ends before.
   */
  private static final int ALLOWED = 100;

  private static final int FORBIDDEN = 200;
  private static final int ROUTED = 30_000;

  private int simulated;
  private int real;
  private final List<Attachment> attached = new ArrayList<>();
  private final Set<String> rules = new LinkedHashSet<>();

  private PodNetwork() {}

  /**
   * @param namespace of the network, for {@code ip netns exec}
   * @param address of the pod
   */
  record Attachment(String namespace, String address) {}

  /** Takes the network namespace that this JVM runs in, which has to be empty. */
  public static PodNetwork claim() {
    String links = ip("-oneline", "link", "show");
    if (links.lines().count() > 1) {
      throw new IllegalStateException(
          "The control plane needs a network namespace of its own, and this one has:\n"
              + links
              + "Run the tests with: mvn verify -Pcontrol-plane");
    }
    ip("link", "set", "lo", "up");
    ip("address", "add", API_SERVER + "/32", "dev", "lo");
    ip("address", "add", GATEWAY + "/32", "dev", "lo");
    ip("route", "add", "local", SERVICES, "dev", "lo");
    ip("route", "add", "local", SIMULATED_PODS, "dev", "lo");
    // Of this namespace only: what one pod sends to another goes through it.
    TextFile.write(Path.of("/proc/sys/net/ipv4/ip_forward"), "1");
    // Otherwise the kernel looks up addresses of this machine first, which most are.
    ip("rule", "add", "pref", String.valueOf(ROUTED), "lookup", "local");
    ip("rule", "delete", "pref", "0");
    // ip keeps its names of namespaces there, which the rest of the machine should not see.
    run("mkdir", "-p", "/run/netns");
    run("mount", "-t", "tmpfs", "tmpfs", "/run/netns");
    return new PodNetwork();
  }

  /** An address in the namespace of the tests. */
  synchronized String nextSimulated() {
    simulated++;
    return "10.244.%d.%d".formatted(128 + simulated / 250, 1 + simulated % 250);
  }

  /** A network namespace with an address, from which Services and all pods can be reached. */
  synchronized Attachment attach() {
    real++;
    String name = "pod-" + real;
    String address = "10.244.%d.%d".formatted(real / 250, 1 + real % 250);
    Attachment attachment = new Attachment(name, address);
    ip("netns", "add", name);
    ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name);
    ip("link", "set", name, "up");
    ip("route", "add", address + "/32", "dev", name);
    ip("-netns", name, "link", "set", "lo", "up");
    ip("-netns", name, "address", "add", address + "/32", "dev", "eth0");
    ip("-netns", name, "link", "set", "eth0", "up");
    ip("-netns", name, "route", "add", GATEWAY, "dev", "eth0", "scope", "link");
    ip("-netns", name, "route", "add", "default", "via", GATEWAY, "src", address);
    ip(rule("add", ALLOWED, toGateway(name)));
    ip(rule("add", FORBIDDEN, "iif " + name + " prohibit"));
    attached.add(attachment);
    return attachment;
  }

  synchronized List<Attachment> attached() {
    return List.copyOf(attached);
  }

  /**
   * Makes these all that attached pods may send.
   *
   * @param allowed selectors of {@code ip rule}
   */
  synchronized void allowOnly(Set<String> allowed) {
    Set<String> obsolete = new LinkedHashSet<>(rules);
    obsolete.removeAll(allowed);
    for (String rule : allowed) {
      if (rules.add(rule)) {
        ip(rule("add", ALLOWED, rule + " goto " + ROUTED));
      }
    }
    for (String rule : obsolete) {
      rules.remove(rule);
      ip(rule("delete", ALLOWED, rule + " goto " + ROUTED));
    }
  }

  synchronized void detach(Attachment attachment) {
    ip(rule("delete", ALLOWED, toGateway(attachment.namespace())));
    ip(rule("delete", FORBIDDEN, "iif " + attachment.namespace() + " prohibit"));
    ip("link", "delete", attachment.namespace());
    ip("netns", "delete", attachment.namespace());
    attached.remove(attachment);
  }

  /** Leaves the namespace as it was, for the next control plane of this JVM. */
  @Override
  public synchronized void close() {
    allowOnly(Set.of());
    List.copyOf(attached).forEach(this::detach);
    run("umount", "/run/netns");
    ip("rule", "add", "pref", "0", "lookup", "local");
    ip("rule", "delete", "pref", String.valueOf(ROUTED));
    ip("route", "delete", "local", SERVICES, "dev", "lo");
    ip("route", "delete", "local", SIMULATED_PODS, "dev", "lo");
    ip("address", "flush", "dev", "lo");
    ip("link", "set", "lo", "down");
  }

  /** Whether a connection from a pod is accepted. */
  synchronized boolean connects(Attachment from, String address, int port) {
    String attempt = "exec 3<>/dev/tcp/%s/%d".formatted(address, port);
    return SystemCommand.run(
                List.of(
                    "ip", "netns", "exec", from.namespace(), "timeout", "3", "bash", "-c", attempt))
            .exitCode()
        == 0;
  }

  /** A pod has to find out where its gateway is before it can send anything. */
  private static String toGateway(String namespace) {
    return "iif " + namespace + " to " + GATEWAY + " goto " + ROUTED;
  }

  private static String[] rule(String action, int preference, String rule) {
    return ("rule " + action + " pref " + preference + " " + rule).split(" ");
  }

  private static String ip(String... words) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(words));
    return run(command.toArray(String[]::new));
  }

  private static String run(String... words) {
    SystemCommand command = SystemCommand.run(List.of(words));
    if (command.exitCode() != 0) {
      throw new IllegalStateException(String.join(" ", words) + ": " + command.output());
    }
    return command.output();
  }
}
