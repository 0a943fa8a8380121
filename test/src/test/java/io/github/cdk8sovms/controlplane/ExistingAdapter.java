package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.acceptance.Manifest;
import io.github.cdk8sovms.acceptance.Repository;
import java.util.ArrayList;
import java.util.List;

/** A Prometheus Adapter that somebody else has installed, with the rules of a ConfigMap of ours. */
public final class ExistingAdapter {
  private ExistingAdapter() {}

  /** With these arguments beside those that its chart always writes. */
  public static Application with(
      String prometheusUrl, String relistInterval, List<String> moreArguments) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--config=/etc/adapter/config.yaml",
                "--prometheus-url=" + prometheusUrl,
                "--metrics-relist-interval=" + relistInterval,
                "--secure-port=6443",
                "--cert-dir=/tmp/cert"));
    arguments.addAll(moreArguments);
    return Application.of(
        "adapter",
        Repository.read(Repository.RESOURCES.resolve("control-plane/existing-adapter.yaml"))
            .replace("ARGUMENTS", Manifest.json(arguments)));
  }
}
