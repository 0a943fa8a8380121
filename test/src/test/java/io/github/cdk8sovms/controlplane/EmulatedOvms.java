package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.StartRefused;
import io.github.cdk8sovms.emulator.Timeline;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Plays OpenVINO Model Server in every pod that names its image. */
public final class EmulatedOvms implements SimulatedProgram {
  private final PodTimes times;
  private final Timeline timeline;
  private final Map<String, OvmsPod> podByAddress = new ConcurrentHashMap<>();

  /**
   * @param times of every pod
   * @param timeline of every pod and of the load
   */
  public EmulatedOvms(PodTimes times, Timeline timeline) {
    this.times = times;
    this.timeline = timeline;
  }

  @Override
  public String repository() {
    return "openvino/model_server";
  }

  @Override
  public AutoCloseable start(Start start) throws Ended {
    String image = start.container().path("image").asText();
    PodSpecView written = PodSpecView.of(start.pod().path("spec"), any -> Map.of());
    try {
      OvmsPod pod =
          OvmsPod.start(
              start.pod().at("/metadata/name").asText(),
              new PodSpecView(
                  image, start.args(), start.environment(), start.files(), written.cpuLimit()),
              start.address(),
              times,
              timeline);
      String address = start.address().getHostAddress();
      podByAddress.put(address, pod);
      return () -> {
        podByAddress.remove(address);
        pod.close();
      };
    } catch (StartRefused e) {
      throw new Ended(e.exitCode(), String.valueOf(e.getMessage()));
    }
  }

  /** All that run now, ready or not. */
  public Collection<OvmsPod> pods() {
    return List.copyOf(podByAddress.values());
  }

  /** Those at the addresses of endpoints. */
  public List<OvmsPod> at(Collection<String> addresses) {
    return addresses.stream().map(podByAddress::get).filter(java.util.Objects::nonNull).toList();
  }
}
