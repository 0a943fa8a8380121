package io.github.cdk8sovms.kubernetes.internal;

import java.time.Duration;
import org.cdk8s.plus34.k8s.HttpGetAction;
import org.cdk8s.plus34.k8s.Probe;

/**
 * An HTTP health check of a container.
 *
 * @param path the path, such as {@code /-/ready}
 * @param port the name of the container port
 * @param scheme {@code HTTP} or {@code HTTPS}
 * @param timeout the timeout of a probe
 */
public record HttpProbe(String path, String port, String scheme, Duration timeout) {
  private static final Duration STARTUP_PERIOD = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** Returns a probe over plain HTTP. */
  public static HttpProbe http(String path, String port) {
    return new HttpProbe(path, port, "HTTP", TIMEOUT);
  }

  /** Returns a probe over HTTPS; the kubelet does not verify the certificate. */
  public static HttpProbe https(String path, String port) {
    return new HttpProbe(path, port, "HTTPS", TIMEOUT);
  }

  /** Returns the same probe with another timeout. */
  public HttpProbe answeredWithin(Duration time) {
    return new HttpProbe(path, port, scheme, time);
  }

  /** Returns a probe with this period and failure threshold. */
  public Probe every(Duration period, int failures) {
    return Probe.builder()
        .httpGet(
            HttpGetAction.builder().path(path).port(ApiValues.name(port)).scheme(scheme).build())
        .periodSeconds(period.toSeconds())
        .timeoutSeconds(timeout.toSeconds())
        .failureThreshold(failures)
        .build();
  }

  /** Returns a startup probe with this time limit; other probes wait for it. */
  public Probe within(Duration budget) {
    return within(budget, STARTUP_PERIOD);
  }

  /** Returns the same with another period. */
  public Probe within(Duration budget, Duration period) {
    return every(period, failures(budget, period));
  }

  /** Returns the failure threshold for a time limit and period. */
  public static int failures(Duration budget, Duration period) {
    long seconds = period.toSeconds();
    return (int) ((budget.toSeconds() + seconds - 1) / seconds);
  }
}
