package io.github.cdk8sovms.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.Programs;
import io.github.cdk8sovms.Synthesized;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import org.cdk8s.ApiObject;
import org.cdk8s.Chart;
import org.junit.jupiter.api.Test;

class NamespaceTest {
  private final Chart chart = Programs.chart();

  @Test
  void isNamedLikeItsIdOrAsConfigured() {
    assertThat(Namespace.of(chart, "serving").name()).isEqualTo("serving");
    assertThat(Namespace.Builder.create(chart, "other").name("monitoring").build().name())
        .isEqualTo("monitoring");
    assertThat(Synthesized.of(chart).all("Namespace"))
        .extracting(namespace -> namespace.at("/metadata/name").asText())
        .containsExactly("serving", "monitoring");
  }

  @Test
  void whatNoPolicyAllowsIsDeniedInBothDirections() {
    Namespace.of(chart, "serving");

    JsonNode policy = Synthesized.of(chart).the("NetworkPolicy");
    assertThat(policy.at("/metadata/namespace").asText()).isEqualTo("serving");
    assertThat(policy.at("/spec/podSelector")).as("every pod").isEmpty();
    assertThat(policy.at("/spec/podSelector").isObject()).isTrue();
    assertThat(policy.at("/spec/policyTypes"))
        .extracting(JsonNode::asText)
        .containsExactly("Ingress", "Egress");
    assertThat(policy.at("/spec").has("ingress")).isFalse();
    assertThat(policy.at("/spec").has("egress")).isFalse();
  }

  @Test
  void canBeLeftOpen() {
    Namespace.Builder.create(chart, "serving").withoutDefaultDeny().build();

    assertThat(Synthesized.of(chart).names()).containsExactly("Namespace serving");
  }

  @Test
  void carriesLabelsAndAnnotations() {
    Namespace.Builder.create(chart, "serving")
        .label("pod-security.kubernetes.io/enforce", "restricted")
        .annotation("example.com/owner", "vision")
        .build();

    JsonNode metadata = Synthesized.of(chart).the("Namespace").get("metadata");
    assertThat(metadata.at("/labels/pod-security.kubernetes.io~1enforce").asText())
        .isEqualTo("restricted");
    assertThat(metadata.at("/labels/app.kubernetes.io~1managed-by").asText())
        .isEqualTo("cdk8s-ovms");
    assertThat(metadata.at("/annotations/example.com~1owner").asText()).isEqualTo("vision");
  }

  @Test
  void ignoresTheNamespaceOfTheChart() {
    Chart inNamespace = Programs.chartInNamespace("shop");
    Namespace.of(inNamespace, "serving");

    assertThat(
            Synthesized.of(inNamespace).the("Namespace").at("/metadata/namespace").isMissingNode())
        .isTrue();
  }

  @Test
  void givesItsObjectBackAsTheMainOne() {
    Namespace namespace = Namespace.of(chart, "serving");

    assertThat(namespace.object().getName()).isEqualTo("serving");
    assertThat(ApiObject.of(namespace).getKind()).isEqualTo("Namespace");
  }

  @Test
  void isRefusedWithEverythingThatIsWrong() {
    assertThat(
            Reported.codesBuilding(
                () ->
                    Namespace.Builder.create(chart, "serving")
                        .name("Serving")
                        .label("", "")
                        .annotation("a b", "")
                        .build()))
        .containsExactly(
            FindingCode.INVALID_NAME, FindingCode.INVALID_LABEL, FindingCode.INVALID_ANNOTATION);
    assertThat(chart.getNode().getChildren()).isEmpty();
  }
}
