package io.github.cdk8sovms.kubernetes;

import java.time.Duration;
import org.cdk8s.plus34.k8s.HttpGetAction;
import org.cdk8s.plus34.k8s.Probe;

/**
 * An HTTP health check of a container.
 *
 * @param path the path, such as {@code /-/ready}
 * @param port the name of the container port
 * @param scheme {@code HTTP} or {@code HTTPS}
 * @param timeout how long an answer may take
 */
public record HttpProbe(String path, String port, String scheme, Duration timeout) {
  private static final Duration STARTUP_PERIOD = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  /** A check over plain HTTP. */
  public static HttpProbe http(String path, String port) {
    return new HttpProbe(path, port, "HTTP", TIMEOUT);
  }

  /** A check over HTTPS; the kubelet does not verify the certificate. */
  public static HttpProbe https(String path, String port) {
    return new HttpProbe(path, port, "HTTPS", TIMEOUT);
  }

  /** The same check with more patience. */
  public HttpProbe answeredWithin(Duration time) {
    return new HttpProbe(path, port, scheme, time);
  }

  /** A check that fails after so many failures in a row. */
  public Probe every(Duration period, int failures) {
    return Probe.builder()
        .httpGet(
            HttpGetAction.builder().path(path).port(ApiValues.name(port)).scheme(scheme).build())
        .periodSeconds(period.toSeconds())
        .timeoutSeconds(timeout.toSeconds())
        .failureThreshold(failures)
        .build();
  }

  /** A check that gives a container so long to start; other checks wait for it. */
  public Probe within(Duration budget) {
    return within(budget, STARTUP_PERIOD);
  }

  /** The same, asked once a period. */
  public Probe within(Duration budget, Duration period) {
    return every(period, failures(budget, period));
  }

  /** How many failures in a row, one a period, use up a budget. */
  public static int failures(Duration budget, Duration period) {
    long seconds = period.toSeconds();
    return (int) ((budget.toSeconds() + seconds - 1) / seconds);
  }
}
