package io.github.cdk8sovms.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The container of a pod that KServe makes, which has another name and no configuration file. */
class OvmsContainerTest {
  private static final JsonNode POD =
      FakeQuickstart.parse(
          "{'spec':{'containers':["
              + "{'name':'kserve-container','image':'registry.example.com/ovms:1',"
              + "'args':['--model_name=resnet50','--nireq=16','--rest_port=8081']},"
              + "{'name':'istio-proxy','image':'istio/proxyv2:1.27'}]}}");

  @Test
  void isFoundByItsArguments() {
    assertThat(OvmsContainer.of(POD).restPort()).hasValue(8081);
  }

  @Test
  void hasItsInferRequestsInAFlag() {
    assertThat(OvmsContainer.of(POD).inferRequests()).hasValue(16);
  }

  @Test
  void hasNoneWithAConfigurationFile() {
    JsonNode pod =
        FakeQuickstart.parse(
            "{'spec':{'containers':[{'name':'ovms','args':['--config_path=/config/config.json']}]}}");

    assertThat(OvmsContainer.of(pod).inferRequests()).isEmpty();
  }
}
