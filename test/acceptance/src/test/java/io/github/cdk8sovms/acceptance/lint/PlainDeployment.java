package io.github.cdk8sovms.acceptance.lint;

import java.util.List;
import org.cdk8s.Chart;
import org.cdk8s.plus34.ContainerProps;
import org.cdk8s.plus34.Deployment;

/**
 * A model server with the constructs of cdk8s-plus and nothing but what they need: an image and a
 * port. The linters are run on it too, so that their figures for the emitted objects can be
 * compared.
 */
final class PlainDeployment {
  private PlainDeployment() {}

  static void define(Chart chart) {
    Deployment server =
        Deployment.Builder.create(chart, "resnet")
            .containers(
                List.of(
                    ContainerProps.builder()
                        .image("docker.io/openvino/model_server:2026.2.1")
                        .portNumber(8081)
                        .build()))
            .build();
    server.exposeViaService();
  }
}
