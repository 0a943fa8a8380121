package io.github.cdk8sovms;

import io.github.cdk8sovms.alerting.Alerts;
import io.github.cdk8sovms.autoscaling.RatioAutoscaler;
import io.github.cdk8sovms.monitoring.ExistingPrometheus;
import io.github.cdk8sovms.serving.OvmsModelServer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Where a user can give a text to alerts, which goes into expressions, templates and addresses. */
final class HostileAlerts {
  private HostileAlerts() {}

  /** Places whose text is emitted as it is. */
  static Map<String, HostilePlace> kept() {
    Map<String, HostilePlace> places = new LinkedHashMap<>();
    places.put(
        "name of a label of alerts", alerts((alerts, text) -> alerts.alertLabel(text, "vision")));
    places.put("label of alerts", alerts((alerts, text) -> alerts.alertLabel("team", text)));
    places.put("job of Prometheus", alerts(Alerts.Builder::prometheusJob));
    places.put("job of the adapter", alerts(Alerts.Builder::adapterJob));
    places.put(
        "runbooks",
        alerts((alerts, text) -> alerts.runbookBase("https://example.com/" + text + "/books")));
    places.put(
        "path of an Alertmanager",
        chart -> {
          OvmsModelServer resnet = Programs.server(chart, "resnet").build();
          return text ->
              Programs.prometheus(chart, resnet)
                  .alertmanager("http://alertmanager.monitoring.svc:9093/" + text)
                  .build();
        });
    return places;
  }

  private static HostilePlace alerts(BiFunction<Alerts.Builder, String, Alerts.Builder> option) {
    return chart -> {
      OvmsModelServer resnet = Programs.server(chart, "resnet").build();
      ExistingPrometheus prometheus =
          Programs.existingPrometheus(chart, resnet).url("http://a.b.svc").build();
      RatioAutoscaler autoscaler =
          Programs.autoscaler(chart, resnet, Programs.existingAdapter(chart, prometheus).build())
              .build();
      return text ->
          option.apply(Alerts.Builder.create(chart, "alerts").autoscaler(autoscaler), text).build();
    };
  }
}
