package io.github.cdk8sovms.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order in which objects are applied. */
class ApplicationTest {
  @Test
  void namespacesComeFirstAndCustomResourcesLast() {
    Application application =
        Application.of(
            "shop",
            """
            # a comment is no object
            ---
            {kind: ServiceMonitor, metadata: {name: b, namespace: shop}}
            ---
            {kind: Deployment, metadata: {name: web, namespace: shop}}
            ---
            {kind: Deployment, metadata: {name: api, namespace: shop}}
            ---
            {kind: Namespace, metadata: {name: shop}}
            """);

    assertThat(application.objects())
        .extracting(Application::title)
        .containsExactly(
            "Namespace shop",
            "Deployment shop/api",
            "Deployment shop/web",
            "ServiceMonitor shop/b");
  }
}
