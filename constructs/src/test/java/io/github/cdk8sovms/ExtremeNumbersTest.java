package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.serving.GpuDriver;
import io.github.cdk8sovms.signal.LoadSignal;
import io.github.cdk8sovms.validation.InvalidConfigurationException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever number or duration a public method is given: it is refused by a finding that names the
 * option, or what is emitted has numbers that Kubernetes takes. Never an error of Java.
 */
@Tag("hostile")
class ExtremeNumbersTest {
  private static final Pattern NO_NUMBER = Pattern.compile("\\bNaN\\b|Infinity");
  private static final String HASH = "cdk8s-ovms/config-hash";
  private static final Map<Class<?>, List<Object>> EXTREMES = extremes();

  /** Each value is tried with every third option, but with all where this property is set. */
  private static final boolean EVERYWHERE = Boolean.getBoolean("hostile.everywhere");

  private static final int SHARE = 3;

  /** Under which options of builders values go that are made by themselves. */
  private static final List<String> OPTIONS_OF_VALUES =
      List.of(
          "behavior.",
          "autoscaler.signal",
          "autoscaler.ratio",
          ".network.",
          ".device",
          ".source",
          "resources.");

  /** What else the methods take first. */
  private static final Map<String, String> TEXTS = texts();

  private final Samples samples = new Samples();

  /** What is refused leaves nothing behind, so that the next value is tried in the same program. */
  private @Nullable WholePrograms program;

  private int accepted;
  private int built;

  @TestFactory
  Stream<DynamicTest> extremesAreRefusedOrFit() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> type : PublicApi.types()) {
      for (Executable called : PublicApi.calls(type)) {
        for (int i = 0; i < called.getParameterCount(); i++) {
          int index = i;
          if (EXTREMES.containsKey(called.getParameterTypes()[i])) {
            String name = type.getName().replaceFirst(".*[.]", "") + "." + called.getName();
            tests.add(
                DynamicTest.dynamicTest(
                    name + " " + i, () -> assertAllAreRefusedOrFit(type, called, index)));
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(60);
    return tests.stream();
  }

  private void assertAllAreRefusedOrFit(Class<?> type, Executable called, int index) {
    List<String> problems = new ArrayList<>();
    accepted = 0;
    built = 0;
    program = null;
    for (Object extreme : triedWith(called, index)) {
      try {
        attempt(type, called, index, extreme, problems);
      } catch (ReflectiveOperationException e) {
        problems.add(extreme + ": " + e);
      }
    }
    assertThat(problems).isEmpty();
    boolean isNeverAccepted = built == 0 || !EVERYWHERE;
    assertThat(accepted)
        .as("of a value between the extremes")
        .isGreaterThan(isNeverAccepted ? -1 : 0);
  }

  /** Every third value, beginning with another one for each option; or all of them. */
  private static List<Object> triedWith(Executable called, int index) {
    List<Object> all = EXTREMES.get(called.getParameterTypes()[index]);
    int turn = Math.floorMod(called.toGenericString().hashCode() + index, SHARE);
    return EVERYWHERE
        ? all
        : IntStream.range(0, all.size()).filter(i -> i % SHARE == turn).mapToObj(all::get).toList();
  }

  private void attempt(
      Class<?> type, Executable called, int index, Object extreme, List<String> problems)
      throws ReflectiveOperationException {
    Object[] arguments =
        Arrays.stream(called.getGenericParameterTypes()).map(it -> usual(called, it)).toArray();
    if (TEXTS.containsKey(called.getName())) {
      arguments[0] = TEXTS.get(called.getName());
    }
    if (called.getName().equals("additionalSignal") && arguments[1] instanceof Duration) {
      arguments[0] = LoadSignal.meanLatency();
    }
    arguments[index] = extreme;
    Throwable thrown = null;
    try {
      Object result = call(type, called, arguments);
      Optional<ConstructBuilder<?>> builder =
          result == null ? Optional.empty() : program().with(result);
      if (builder.isPresent()) {
        built++;
        Object construct = builder.get().getClass().getMethod("build").invoke(builder.get());
        accepted++;
        program().emitted(construct).objects().forEach(object -> check(object, extreme, problems));
        program = null;
      }
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
    }
    if (thrown instanceof InvalidConfigurationException refused) {
      boolean names =
          refused.findings().stream()
              .map(finding -> finding.toString().toLowerCase(Locale.ROOT))
              .anyMatch(
                  text ->
                      text.contains(option(type, called).toLowerCase(Locale.ROOT))
                          || OPTIONS_OF_VALUES.stream().anyMatch(text::contains));
      if (!names) {
        problems.add(extreme + " does not name the option: " + refused.findings());
      }
    } else if (thrown != null) {
      problems.add(extreme + ": " + thrown.toString().lines().findFirst().orElse(""));
    }
  }

  /** Something that goes with most other values. */
  private Object usual(Executable called, Type type) {
    if (type == double.class) {
      return 0.5;
    }
    if (type == Duration.class) {
      return Duration.ofSeconds(10);
    }
    if (type == int.class) {
      return called.getName().equals("ports") ? 2000 : 2;
    }
    return samples.of(type);
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("pluginConfig", "CPU_SPARSE_WEIGHTS_DECOMPRESSION_RATE");
    texts.put("device", GpuDriver.I915.resource());
    texts.put("scaleToZero", "sum(rate(istio_requests_total[1m]))");
    return texts;
  }

  /** By a factory, what it makes; by a constructor, what it is. */
  private static String option(Class<?> type, Executable called) {
    String plain = called.getName().replaceFirst(".*[.$]", "");
    return plain.matches("of|per[A-Z].*") ? type.getSimpleName() : plain;
  }

  private WholePrograms program() {
    if (program == null) {
      program = new WholePrograms();
    }
    return program;
  }

  private Object call(Class<?> type, Executable called, Object[] arguments)
      throws ReflectiveOperationException {
    if (called instanceof Constructor<?> constructor) {
      return constructor.newInstance(arguments);
    }
    Method method = (Method) called;
    Object receiver = null;
    if (!Modifier.isStatic(method.getModifiers())) {
      receiver = program().receiver(type, method.getName());
      receiver = receiver == type ? samples.of(type) : receiver;
    }
    method.setAccessible(true);
    return method.invoke(receiver, arguments);
  }

  /** What the API server takes where a whole number is, by the name of the field. */
  private static void check(JsonNode object, Object extreme, List<String> problems) {
    if (object.path("kind").asText().equals("PriorityClass")) {
      return; // a priority may be below zero, and no option sets it
    }
    walk("", object, extreme, problems);
  }

  private static void walk(String field, JsonNode node, Object extreme, List<String> problems) {
    node.properties().stream()
        .filter(entry -> !entry.getKey().equals(HASH))
        .forEach(entry -> walk(entry.getKey(), entry.getValue(), extreme, problems));
    if (node.isArray()) {
      node.forEach(element -> walk(field, element, extreme, problems));
    }
    if (node.isNumber() && !fits(field, node)) {
      problems.add(extreme + " becomes " + field + ": " + node);
    }
    boolean isNoNumber = node.isTextual() && NO_NUMBER.matcher(node.asText()).find();
    if (isNoNumber) {
      problems.add(extreme + " becomes " + field);
    }
  }

  private static boolean fits(String field, JsonNode number) {
    if (!number.isIntegralNumber() || !number.canConvertToLong()) {
      return false;
    }
    long value = number.asLong();
    return switch (field) {
      case "containerPort", "port", "targetPort" -> value >= 1 && value <= 65535;
      case "stabilizationWindowSeconds" -> value >= 0 && value <= 3600;
      case "terminationGracePeriodSeconds", "activeDeadlineSeconds" -> value >= 1;
      case "minReplicas", "minReplicaCount", "replicas", "ttlSecondsAfterFinished" ->
          value >= 0 && value <= Integer.MAX_VALUE;
      default -> value >= 0 && value <= Integer.MAX_VALUE;
    };
  }

  private static Map<Class<?>, List<Object>> extremes() {
    List<Object> ints =
        List.of(
            0,
            1,
            -1,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            8,
            8080,
            65535,
            65536,
            1 << 30,
            100_000);
    List<Object> doubles =
        List.of(
            0.0,
            -0.0,
            1.0,
            0.95,
            -1.0,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            1e-7,
            1e15,
            1e18,
            1 / 3.0,
            Math.nextDown(1.0));
    List<Object> durations =
        List.of(
            Duration.ZERO,
            Duration.ofNanos(1),
            Duration.ofNanos(-1),
            Duration.ofSeconds(1),
            Duration.ofMillis(200),
            Duration.ofMinutes(5),
            Duration.ofHours(6),
            Duration.ofSeconds(1, 1),
            Duration.ofSeconds(-1),
            Duration.ofDays(365L * 292),
            Duration.ofSeconds(Integer.MAX_VALUE + 1L),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
            Duration.ofSeconds(Long.MIN_VALUE));
    Map<Class<?>, List<Object>> extremes = new LinkedHashMap<>();
    extremes.put(int.class, ints);
    extremes.put(int[].class, ints.stream().<Object>map(i -> new int[] {(int) i}).toList());
    extremes.put(long.class, List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
    extremes.put(double.class, doubles);
    extremes.put(Duration.class, durations);
    extremes.put(
        OptionalInt.class, ints.stream().<Object>map(i -> OptionalInt.of((int) i)).toList());
    extremes.put(
        BigDecimal.class,
        List.of(
            BigDecimal.ZERO,
            BigDecimal.TEN,
            new BigDecimal("-1"),
            new BigDecimal("1e-400"),
            new BigDecimal("1e400"),
            BigDecimal.valueOf(Long.MAX_VALUE).multiply(BigDecimal.TEN)));
    List<Object> objects = new ArrayList<>(ints);
    objects.addAll(doubles);
    objects.addAll(List.of(Long.MAX_VALUE, Float.NaN, new BigDecimal("1e400")));
    extremes.put(Object.class, objects);
    return extremes;
  }
}
