package io.github.cdk8sovms.controlplane;

import io.github.cdk8sovms.cluster.Background;
import io.github.cdk8sovms.cluster.ControlPlane;
import io.github.cdk8sovms.cluster.ServiceProxy;
import io.github.cdk8sovms.cluster.SimulatedProgram;
import io.github.cdk8sovms.emulator.Load;
import io.github.cdk8sovms.emulator.ModelStore;
import io.github.cdk8sovms.emulator.OvmsPod;
import io.github.cdk8sovms.emulator.PodSpecView;
import io.github.cdk8sovms.emulator.PodTimes;
import io.github.cdk8sovms.emulator.StartRefused;
import io.github.cdk8sovms.emulator.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Plays OpenVINO Model Server in every pod that names its image. */
public final class EmulatedOvms implements SimulatedProgram {
  private final PodTimes times;
  private final ModelStore store;
  private final Timeline timeline;
  private final ModelHub hub = ModelHub.create();
  private final Map<String, OvmsPod> podByAddress = new ConcurrentHashMap<>();

  /**
   * @param times of every pod
   * @param timeline of every pod and of the load
   */
  public EmulatedOvms(PodTimes times, Timeline timeline) {
    this(times, ModelStore.complete(), timeline);
  }

  /**
   * @param times of every pod
   * @param store with the models of every pod
   * @param timeline of every pod and of the load
   */
  public EmulatedOvms(PodTimes times, ModelStore store, Timeline timeline) {
    this.times = times;
    this.store = store;
    this.timeline = timeline;
  }

  @Override
  public String repository() {
    return "openvino/model_server";
  }

  @Override
  public Map<String, Path> image() {
    return hub.image();
  }

  @Override
  public Playing start(Start start) throws Ended {
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
              store,
              timeline);
      String address = start.address().getHostAddress();
      podByAddress.put(address, pod);
      return new Playing() {
        @Override
        public boolean heedsSignals() {
          return !pod.standsStill();
        }

        @Override
        public void close() {
          podByAddress.remove(address, pod);
          pod.close();
        }
      };
    } catch (StartRefused e) {
      throw new Ended(e.exitCode(), String.valueOf(e.getMessage()));
    }
  }

  /** Where {@code --pull} has models from. */
  public ModelHub hub() {
    return hub;
  }

  /** Where its models are. */
  public ModelStore store() {
    return store;
  }

  /** All that run now, ready or not. */
  public Collection<OvmsPod> pods() {
    return List.copyOf(podByAddress.values());
  }

  /** The names of their pods. */
  Set<String> names() {
    return podByAddress.values().stream()
        .map(OvmsPod::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Offers a load to the ready endpoints of a Service, whichever these are, until it is closed. */
  public AutoCloseable offer(
      Load load, ControlPlane controlPlane, String namespace, String service) {
    return Background.repeat(
        "endpoints of " + service,
        Duration.ofMillis(250),
        () ->
            load.endpoints(
                ServiceProxy.readyAddresses(controlPlane.api(), namespace, service).stream()
                    .map(podByAddress::get)
                    .filter(Objects::nonNull)
                    .toList()));
  }
}
