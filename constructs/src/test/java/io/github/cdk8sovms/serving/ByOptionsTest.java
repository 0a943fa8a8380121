package io.github.cdk8sovms.serving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByOptionsTest {
  private static final String ARN = "arn:aws:iam::123456789012:role/models";

  @Test
  void devicesSourcesAndIdentitiesAreEqualByTheirOptions() {
    assertThat(Device.auto(Device.cpu(), Device.npu()))
        .isEqualTo(Device.auto(Device.cpu(), Device.npu()))
        .isNotEqualTo(Device.hetero(Device.cpu(), Device.npu()));
    assertThat(ModelSource.volumeClaim("models", "a"))
        .isEqualTo(ModelSource.volumeClaim("models", "a"))
        .hasSameHashCodeAs(ModelSource.volumeClaim("models", "a"))
        .isNotEqualTo(ModelSource.volumeClaim("models", "b"));
    assertThat(WorkloadIdentity.awsRole(ARN))
        .isEqualTo(WorkloadIdentity.awsRole(ARN))
        .isNotEqualTo(WorkloadIdentity.google());
  }
}
