package io.github.cdk8sovms.adapter;

import io.github.cdk8sovms.kubernetes.internal.Identity;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import java.util.Optional;
import org.cdk8s.plus34.k8s.ApiServiceSpec;

/** See {@link AdapterTls#selfSigned()}. */
final class SelfSignedTls extends AdapterTls {
  SelfSignedTls() {}

  @Override
  void check(Findings findings) {
    findings.add(
        FindingCode.ADAPTER_NOT_VERIFIED,
        "tls",
        "the API server does not verify the adapter's certificate, which is self-signed",
        "Use AdapterTls.certManager() or AdapterTls.secret(..), unless the network between API"
            + " server and pods is trusted.");
  }

  @Override
  Optional<String> secret(Identity adapter) {
    return Optional.empty();
  }

  /** Each replica has its own self-signed certificate, so there is no CA to verify it. */
  @Override
  ApiServiceSpec.Builder verifiedIn(ApiServiceSpec.Builder registration) {
    return registration.insecureSkipTlsVerify(true);
  }
}
