package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.ImageReference;
import io.github.cdk8sovms.internal.values.Names;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.ExtraContainer;
import io.github.cdk8sovms.kubernetes.Resources;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.cdk8s.plus34.k8s.Container;
import org.cdk8s.plus34.k8s.SecurityContext;
import org.jspecify.annotations.Nullable;

/** A container that a user adds to pods. Immutable; a change returns a copy. */
public final class AddedContainer {
  public static final Link<ExtraContainer, AddedContainer> LINK = new Link<>();

  /** Logs only: the root file system is read-only, and kubelets rotate logs at 10Mi by default. */
  private static final String LOGS = "64Mi";

  private static final Duration STARTUP = Duration.ofMinutes(5);
  private static final Pattern PORT_NAME = Pattern.compile("(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern URL_PATH = Pattern.compile("/[-A-Za-z0-9._~!&*+,;=:@/?]*");
  private static final int LONGEST_PORT_NAME = 15;
  private static final int HIGHEST_PORT = 65_535;

  /** Requested over HTTP from a port of the container. */
  private record Check(String path, String port) {}

  private final String name;
  private final ImageReference image;
  private List<String> command = List.of();
  private List<String> arguments = List.of();
  private Environment environment = Environment.NONE;
  private List<NamedPort> ports = List.of();
  private List<AddedMount> mounts = List.of();
  private Optional<Resources> resources = Optional.empty();
  private Optional<Integer> user = Optional.empty();
  private boolean writableRoot;
  private @Nullable Check startup;
  private @Nullable Check readiness;

  /** Starts a container that runs the entrypoint of an image. */
  public AddedContainer(String name, ImageReference image) {
    this.name = name;
    this.image = image;
  }

  private AddedContainer with(Consumer<AddedContainer> change) {
    AddedContainer copy = new AddedContainer(name, image);
    copy.command = command;
    copy.arguments = arguments;
    copy.environment = environment;
    copy.ports = ports;
    copy.mounts = mounts;
    copy.resources = resources;
    copy.user = user;
    copy.writableRoot = writableRoot;
    copy.startup = startup;
    copy.readiness = readiness;
    change.accept(copy);
    return copy;
  }

  public AddedContainer withCommand(List<String> words) {
    return with(copy -> copy.command = plus(command, words));
  }

  public AddedContainer withArguments(List<String> words) {
    return with(copy -> copy.arguments = plus(arguments, words));
  }

  public AddedContainer withVariable(
      String variable, Optional<Environment.Source> source, String value) {
    return with(copy -> copy.environment = environment.with(variable, source, value));
  }

  public AddedContainer withPort(NamedPort port) {
    return with(copy -> copy.ports = plus(ports, List.of(port)));
  }

  public AddedContainer withMount(AddedMount mount) {
    return with(copy -> copy.mounts = plus(mounts, List.of(mount)));
  }

  public AddedContainer withResources(Resources size) {
    return with(copy -> copy.resources = Optional.of(size));
  }

  public AddedContainer withUser(int uid) {
    return with(copy -> copy.user = Optional.of(uid));
  }

  public AddedContainer withWritableRoot() {
    return with(copy -> copy.writableRoot = true);
  }

  public AddedContainer withStartup(String path, String port) {
    return with(copy -> copy.startup = new Check(path, port));
  }

  public AddedContainer withReadiness(String path, String port) {
    return with(copy -> copy.readiness = new Check(path, port));
  }

  private static <T> List<T> plus(List<T> to, List<T> more) {
    List<T> all = new ArrayList<>(to);
    all.addAll(more);
    return List.copyOf(all);
  }

  String name() {
    return name;
  }

  List<NamedPort> ports() {
    return ports;
  }

  List<AddedMount> mounts() {
    return mounts;
  }

  /** The requests and limits, if they are given. */
  Optional<Resources> resources() {
    return resources;
  }

  /** Whether requests and limits of CPU and memory are equal, as the class Guaranteed needs. */
  boolean isGuaranteed() {
    return resources
        .map(ResourceAmounts::of)
        .filter(
            size ->
                List.of("cpu", "memory").stream()
                    .allMatch(
                        each ->
                            size.requests().containsKey(each)
                                && size.requests().get(each).equals(size.limits().get(each))))
        .isPresent();
  }

  /**
   * Returns the container of a pod.
   *
   * @param isSidecar whether it runs on beside the component, as an init container that restarts
   * @param pullPolicy of the component
   * @param isReadOnly which volumes can only be read
   */
  Container toApi(boolean isSidecar, String pullPolicy, Predicate<String> isReadOnly) {
    return Containers.added(
            name, Argument.of(command), Argument.of(arguments), environment.variables())
        .image(image.text())
        .imagePullPolicy(pullPolicy)
        .restartPolicy(isSidecar ? "Always" : null)
        .ports(ports.isEmpty() ? null : ports.stream().map(NamedPort::toContainerPort).toList())
        .resources(resources.map(size -> size.orEphemeralStorage(LOGS).toSpec()).orElse(null))
        .securityContext(security())
        .startupProbe(
            startup == null
                ? null
                : HttpProbe.http(startup.path(), startup.port())
                    .within(STARTUP, Duration.ofSeconds(1)))
        .readinessProbe(
            readiness == null
                ? null
                : HttpProbe.http(readiness.path(), readiness.port())
                    .every(Duration.ofSeconds(5), 3))
        .volumeMounts(
            mounts.isEmpty()
                ? null
                : mounts.stream()
                    .map(mount -> mount.toApi(isReadOnly.test(mount.volume())))
                    .toList())
        .build();
  }

  private SecurityContext security() {
    SecurityContext restricted = PodSecurity.container();
    return SecurityContext.builder()
        .allowPrivilegeEscalation(restricted.getAllowPrivilegeEscalation())
        .capabilities(restricted.getCapabilities())
        .readOnlyRootFilesystem(!writableRoot)
        .runAsUser(user.orElse(null))
        .runAsGroup(user.orElse(null))
        .build();
  }

  /**
   * Checks the container by itself.
   *
   * @param option such as {@code sidecar}
   * @param volumes the names of all added volumes
   */
  void check(Findings findings, String option, Set<String> volumes) {
    String of = option + "[" + name + "]";
    Names.check(findings, of, name);
    image.check(findings, of + ".image");
    checkTexts(findings, of);
    environment.check(findings, of + ".env", Map.of(), "");
    resources.ifPresent(size -> ResourceAmounts.of(size).check(findings, of + ".resources"));
    findings.require(
        user.orElse(1) > 0,
        FindingCode.POD_ADDITION,
        of + ".user",
        quote(user.orElse(0)) + " is not the ID of a user other than root",
        "Write an ID such as 10001, which the image can run with.");
    checkPorts(findings, of);
    checkProbes(findings, of, option.equals("initContainer"));
    Set<String> paths = new HashSet<>();
    for (AddedMount mount : mounts) {
      String ofMount = of + ".mount[" + mount.path() + "]";
      mount.check(findings, ofMount, volumes);
      findings.require(
          paths.add(mount.directory()),
          FindingCode.POD_ADDITION,
          ofMount,
          quote(mount.path()) + " is mounted twice",
          "Leave one of them out.");
    }
  }

  private void checkTexts(Findings findings, String option) {
    for (String text : plus(command, arguments)) {
      findings.require(
          Text.isPlain(text),
          FindingCode.POD_ADDITION,
          option + ".arguments",
          quote(text) + " holds characters that a manifest cannot hold, or not as they are",
          "Leave control characters out.");
    }
  }

  private void checkPorts(Findings findings, String option) {
    for (NamedPort port : ports) {
      String ofPort = option + ".port[" + port.name() + "]";
      findings.require(
          port.container() >= 1 && port.container() <= HIGHEST_PORT,
          FindingCode.INVALID_PORT,
          ofPort,
          quote(port.container()) + " is not a port; ports are 1 to 65535",
          "Write a port such as 9901.");
      findings.require(
          port.name().length() <= LONGEST_PORT_NAME && PORT_NAME.matcher(port.name()).matches(),
          FindingCode.INVALID_NAME,
          ofPort,
          quote(port.name())
              + " is not the name of a port; it must be lowercase letters, digits and '-', with a"
              + " letter, of at most 15 characters",
          "Write a name such as \"proxy\".");
    }
  }

  /**
   * A probe asks a port by name, and the API server refuses those of an init container that ends.
   */
  private void checkProbes(Findings findings, String option, boolean ends) {
    for (Check check : new Check[] {startup, readiness}) {
      if (check != null) {
        findings.require(
            ports.stream().anyMatch(port -> port.name().equals(check.port())),
            FindingCode.POD_ADDITION,
            option + ".probe",
            quote(check.port()) + " is not a port of this container",
            "Add .port(..) with this name.");
        findings.require(
            URL_PATH.matcher(check.path()).matches(),
            FindingCode.POD_ADDITION,
            option + ".probe",
            quote(check.path()) + " is not the path of a URL",
            "Write a path such as \"/ready\".");
        findings.require(
            !ends,
            FindingCode.POD_ADDITION,
            option + ".probe",
            quote(check.path()) + " is the probe of an init container, which ends before the next",
            "Leave the probe out, or write .sidecar(..).");
      }
    }
  }
}
