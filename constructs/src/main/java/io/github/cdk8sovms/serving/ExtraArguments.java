package io.github.cdk8sovms.serving;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.ovms.OvmsVersion;
import io.github.cdk8sovms.internal.values.Text;
import io.github.cdk8sovms.kubernetes.internal.Passwords;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.internal.Findings;
import io.github.cdk8sovms.validation.internal.Redaction;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Command-line flags of OVMS that a user adds. OVMS exits at an unknown flag.
 *
 * @param flags such as {@code --grpc_workers=2}
 */
record ExtraArguments(List<String> flags) {
  static final ExtraArguments NONE = new ExtraArguments(List.of());

  private static final Pattern FLAG = Pattern.compile("--([a-z][a-z0-9_]*)(?:=(.*))?");

  /** Flags of a server of one model, which OVMS refuses beside a configuration file. */
  private static final Set<String> OF_ONE_MODEL =
      Set.of(
          "model_name",
          "model_path",
          "batch_size",
          "shape",
          "layout",
          "mean",
          "scale",
          "color_format",
          "precision",
          "model_version_policy",
          "nireq",
          "target_device",
          "plugin_config",
          "task",
          "source_model",
          "source_loras",
          "pull",
          "gguf_filename",
          "overwrite_models",
          "extra_quantization_params",
          "model_repository_path");

  /** Flags with which OVMS does one thing and exits. */
  private static final Set<String> EXITING =
      Set.of("help", "version", "list_models", "add_to_config", "remove_from_config", "configure");

  /** Flags that an InferenceService has without an option for them. */
  private static final Set<String> OF_KSERVE =
      Set.of("config_path", "port", "rest_port", "file_system_poll_wait_seconds");

  private static final Set<ServerFlag> ADDRESSES =
      EnumSet.of(ServerFlag.GRPC_BIND_ADDRESS, ServerFlag.REST_BIND_ADDRESS);

  ExtraArguments {
    flags = List.copyOf(flags);
  }

  /** Checks flags beside a configuration file. */
  void check(Findings findings, OvmsVersion version) {
    check(findings, version, false);
  }

  /** Checks flags of a server of one model, which has no configuration file. */
  void checkOfOneModel(Findings findings, OvmsVersion version) {
    check(findings, version, true);
  }

  private void check(Findings findings, OvmsVersion version, boolean isOneModel) {
    Set<String> names = new HashSet<>();
    for (String flag : flags) {
      Matcher parts = FLAG.matcher(flag);
      // The value may hold a password.
      String option =
          "arguments[" + (parts.matches() ? "--" + parts.group(1) : Redaction.of(flag)) + "]";
      if (!parts.matches() || !Text.isPlain(flag)) {
        findings.add(
            FindingCode.ARGUMENT,
            option,
            quote(flag) + " is not one flag of OVMS",
            "Write a flag and its value, such as \"--grpc_workers=2\".");
        continue;
      }
      String name = parts.group(1);
      findings.require(
          names.add(name),
          FindingCode.ARGUMENT,
          option,
          quote("--" + name) + " is given twice",
          "Leave one of them out.");
      if (isOneModel && (OF_ONE_MODEL.contains(name) || OF_KSERVE.contains(name))) {
        findings.add(
            FindingCode.ARGUMENT,
            option,
            quote("--" + name) + " is written by this library",
            OF_ONE_MODEL.contains(name)
                ? "Configure the model with Model.of(..)."
                : "Leave it out.");
      } else {
        checkName(findings, option, name, version);
      }
      String value = parts.group(2);
      ServerFlag.of(name).ifPresent(known -> checkValue(findings, option, known, value));
      findings.require(
          value == null || !Passwords.isIn(value),
          FindingCode.CREDENTIALS,
          option,
          quote(value == null ? "" : value)
              + " holds a password, and a manifest is no place for one",
          "Leave it out.");
    }
  }

  /** Checks the value of a known flag: OVMS exits at one that it cannot parse. */
  private static void checkValue(
      Findings findings, String option, ServerFlag flag, @Nullable String value) {
    String name = "--" + flag.text();
    String given = value == null ? "" : value;
    boolean isSwitch = flag.value() == ServerFlag.Value.SWITCH;
    findings.require(
        isSwitch || !given.isEmpty(),
        FindingCode.ARGUMENT,
        option,
        quote(name) + " has no value, and OVMS exits at a flag that lacks its value",
        "Write " + name + "=VALUE.");
    findings.require(
        !isSwitch || value == null || value.matches("true|false"),
        FindingCode.ARGUMENT,
        option,
        quote(given) + " is not a value of " + name + ", which is a switch",
        "Write " + name + ".");
    findings.require(
        flag.value() != ServerFlag.Value.NUMBER || given.isEmpty() || isNumber(flag, given),
        FindingCode.ARGUMENT,
        option,
        quote(given) + " is not a number that OVMS accepts for " + name,
        "Write a whole number"
            + (flag == ServerFlag.GRPC_WORKERS ? ", from 1 to the number of cores." : "."));
    findings.require(
        !ADDRESSES.contains(flag) || !isLoopback(given),
        FindingCode.ARGUMENT,
        option,
        quote(name + "=" + given)
            + " accepts calls from inside of the pod only: neither probes nor clients"
            + " reach the server",
        "Use 0.0.0.0, or \"::\" for IPv6.");
  }

  private static boolean isNumber(ServerFlag flag, String value) {
    return value.matches(
        flag == ServerFlag.GRPC_WORKERS ? "[1-9]\\d{0,3}" : "\\d{1,9}|[1-9]\\d{9,17}");
  }

  /**
   * Checks that the model cache has an effect: OVMS does not apply the flag to graphs before
   * 2026.3, and then not to embeddings and rerankers (applyGlobalCacheDir).
   */
  void checkCache(Findings findings, OvmsVersion version, List<GenerativeModel<?>> generative) {
    List<String> without =
        generative.stream()
            .filter(each -> !version.isFrom(2026, 3) || !each.task().takesCacheFlag())
            .map(Servable::name)
            .toList();
    findings.require(
        without.isEmpty() || flags.stream().noneMatch(flag -> flag.startsWith("--cache_dir=")),
        FindingCode.CACHE_NOT_USED,
        "arguments[--cache_dir]",
        quote("--cache_dir") + " is not applied to " + quote(without) + " by OVMS " + version,
        "Use .modelCache(..), or write .cacheDirectory(..) on the generative model.");
  }

  private static void checkName(
      Findings findings, String option, String name, OvmsVersion version) {
    Optional<String> setter = setter(name);
    if (setter.isPresent()) {
      findings.add(
          FindingCode.ARGUMENT,
          option,
          quote("--" + name) + " is written by this library",
          "Use " + setter.get() + ".");
    } else if (EXITING.contains(name)) {
      findings.add(
          FindingCode.ARGUMENT,
          option,
          "OVMS exits after " + quote("--" + name) + ", so no pod would ever be ready",
          "Leave it out.");
    } else if (OF_ONE_MODEL.contains(name)) {
      findings.add(
          FindingCode.ARGUMENT,
          option,
          quote("--" + name)
              + " configures a server of one model, and OVMS refuses it beside a configuration"
              + " file",
          "Configure the model with Model.of(..).");
    } else {
      ServerFlag.of(name)
          .ifPresentOrElse(
              flag -> checkRelease(findings, option, flag, version),
              () -> addUnknown(findings, option, name));
    }
  }

  private static void checkRelease(
      Findings findings, String option, ServerFlag flag, OvmsVersion version) {
    flag.missingIn(version)
        .ifPresent(
            missing ->
                findings.add(
                    FindingCode.ARGUMENT,
                    option,
                    quote("--" + flag.text())
                        + " "
                        + missing
                        + "; OVMS "
                        + version
                        + " exits at it",
                    "Leave it out."));
  }

  private static void addUnknown(Findings findings, String option, String name) {
    findings.add(
        FindingCode.ARGUMENT_UNKNOWN,
        option,
        quote("--" + name)
            + " is not a flag that OVMS up to "
            + OvmsVersion.NEWEST_READ
            + " is known to have; OVMS exits at a flag that it does not know",
        "Compare the spelling with `ovms --help` of this image.");
  }

  /** The option that sets a flag which this library writes. */
  private static Optional<String> setter(String flag) {
    return switch (flag) {
      case "config_path" -> Optional.of(".configMap(..)");
      case "port", "rest_port" -> Optional.of(".ports(..)");
      case "rest_workers" -> Optional.of(".restWorkers(..)");
      case "file_system_poll_wait_seconds" -> Optional.of(".fileSystemPollInterval(..)");
      case "grpc_max_threads" -> Optional.of("Model.streams(..)");
      case "grpc_channel_arguments" -> Optional.of(".maxConnectionAge(..)");
      case "log_level" -> Optional.of(".logLevel(..)");
      case "metrics_enable", "metrics_list" -> Optional.of(".metrics(..)");
      default -> Optional.empty();
    };
  }

  private static boolean isLoopback(String value) {
    return value.startsWith("127.") || value.equals("localhost") || value.equals("::1");
  }
}
