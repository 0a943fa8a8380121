package io.github.cdk8sovms.kubernetes;

import java.time.Duration;
import org.cdk8s.plus34.k8s.Probe;
import org.cdk8s.plus34.k8s.TcpSocketAction;

/**
 * A health check that only opens a connection, which a process does not have to be idle for.
 *
 * @param port the name of the container port
 */
public record TcpProbe(String port) {

  /** A check that fails after so many failures in a row. */
  public Probe every(Duration period, int failures) {
    return Probe.builder()
        .tcpSocket(TcpSocketAction.builder().port(ApiValues.name(port)).build())
        .periodSeconds(period.toSeconds())
        .timeoutSeconds(3)
        .failureThreshold(failures)
        .build();
  }
}
