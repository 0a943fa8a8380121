package io.github.cdk8sovms.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.cli.Main;
import io.github.cdk8sovms.cli.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private final FakeQuickstart cluster = new FakeQuickstart();
  @TempDir private Path directory;

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void allHopsStand() {
    Run run = doctor();

    assertThat(run.out())
        .isEqualTo(
            """
            HorizontalPodAutoscaler serving/resnet-autoscaler: ovms_requests_streams_ratio of Deployment resnet, target 1

              ok       pods        2 of 2 ready
              ok       metrics     2 pods answer on port 8081
              ok       scraped     2 of 2 up in Service monitoring/prometheus, port 9090
              ok       series      the query has a value for 2 of 2 pods
              ok       apiservice  v1beta2.custom.metrics.k8s.io is available, from Service monitoring/prometheus-adapter
              ok       listed      pods/ovms_requests_streams_ratio
              ok       values      resnet-a 718m, resnet-b 0
              ok       autoscaler  ValidMetricFound, 2 pods, wants 2
            """);
    assertThat(run.exitCode()).isEqualTo(Main.OK);
    assertThat(cluster.api.methods()).isNotEmpty().containsOnly("GET");
  }

  private Run doctor() {
    return Run.of("doctor", "--kubeconfig", cluster.api.kubeconfig(directory).toString());
  }
}
