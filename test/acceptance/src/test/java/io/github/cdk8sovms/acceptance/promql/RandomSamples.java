package io.github.cdk8sovms.acceptance.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Series of a few pods as scrapes may find them, those of broken pods included. */
final class RandomSamples {
  static final int SAMPLES = 90;

  private static final List<String> BOUNDS = List.of("0.5", "1", "10", "100", "+Inf");

  private final Random random;

  RandomSamples(Random random) {
    this.random = random;
  }

  /**
   * Metrics of pods.
   *
   * @param ofPods makes the labels of a pod, in braces' place
   */
  List<Series> of(List<String> pods) {
    List<Series> all = new ArrayList<>();
    for (String pod : pods) {
      String target = "namespace=\"serving\",pod=\"%s\"".formatted(pod);
      all.add(new Series("up{" + target + "}", gauge(2)));
      for (String name : List.of("resnet50", "bert")) {
        int versions = 1 + random.nextInt(2);
        for (int version = 1; version <= versions; version++) {
          String labels = target + ",name=\"%s\",version=\"%d\"".formatted(name, version);
          all.add(new Series("ovms_current_requests{" + labels + "}", gauge(9)));
          all.add(
              new Series(
                  "ovms_streams{" + labels + "}", random.nextInt(4) == 0 ? gauge(3) : constant()));
          all.add(new Series("ovms_inference_time_us_sum{" + labels + "}", counter(5000)));
          all.add(new Series("ovms_wait_for_infer_req_time_us_sum{" + labels + "}", counter(900)));
          all.add(
              new Series(
                  "ovms_request_time_us_sum{" + labels + ",interface=\"gRPC\"}", counter(7000)));
          all.add(
              new Series(
                  "ovms_request_time_us_count{" + labels + ",interface=\"gRPC\"}", counter(7)));
          int below = 0;
          for (String bound : BOUNDS) {
            below += random.nextInt(4);
            all.add(
                new Series(
                    "ovms_request_time_us_bucket{%s,interface=\"gRPC\",le=\"%s\"}"
                        .formatted(labels, bound),
                    random.nextInt(12) == 0 ? counter(4) : "0+%dx%d".formatted(below, SAMPLES)));
          }
        }
      }
      all.add(new Series("ovms_current_graphs{" + target + ",name=\"pipeline\"}", gauge(5)));
    }
    return all;
  }

  private String constant() {
    return "%dx%d".formatted(random.nextInt(5), SAMPLES);
  }

  private String gauge(int most) {
    StringBuilder values = new StringBuilder();
    boolean isBroken = random.nextInt(5) == 0;
    int gap = 0;
    for (int i = 0; i < SAMPLES; i++) {
      gap = gap > 0 ? gap - 1 : random.nextInt(60) == 0 ? random.nextInt(25) : 0;
      int dice = random.nextInt(isBroken ? 12 : 60);
      values.append(i == 0 ? "" : " ");
      if (gap > 0 || dice == 0) {
        values.append("_");
      } else if (dice == 1) {
        values.append("stale");
      } else if (isBroken && dice < 5) {
        values.append(List.of("NaN", "Inf", "-Inf").get(dice - 2));
      } else {
        values.append(random.nextInt(10 * most) / 8.0);
      }
    }
    return values.toString();
  }

  /** Increases, and restarts at zero with the process. */
  private String counter(int most) {
    StringBuilder values = new StringBuilder();
    double value = random.nextBoolean() ? 0 : random.nextInt(most) * 3.75;
    int gap = 0;
    for (int i = 0; i < SAMPLES; i++) {
      gap = gap > 0 ? gap - 1 : random.nextInt(50) == 0 ? random.nextInt(25) : 0;
      int dice = random.nextInt(40);
      value = dice == 0 ? random.nextInt(3) : value + random.nextInt(most) * 1.25;
      values.append(i == 0 ? "" : " ");
      values.append(gap > 0 || dice == 1 ? "_" : dice == 2 ? "stale" : String.valueOf(value));
    }
    return values.toString();
  }
}
