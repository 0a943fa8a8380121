package io.github.cdk8sovms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.validation.Finding;
import io.github.cdk8sovms.validation.FindingCode;
import io.github.cdk8sovms.validation.Reported;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.constructs.Construct;

/**
 * A mistake is reported beside a required option that is missing: of every option with a number, a
 * duration or a text, a value that a complete program has refused.
 */
class MissingOptionsTest {
  private static final Map<Class<?>, Object> MISTAKES =
      Map.of(
          int.class,
          -7,
          double.class,
          -7.0,
          Duration.class,
          Duration.ofDays(-7),
          String.class,
          "A b!");

  /** They compare an option with the one that is missing, or with what that has. */
  private static final Set<FindingCode> COMPARING =
      Set.of(
          FindingCode.ALERT_SERIES,
          FindingCode.AUTOSCALER_NAMESPACE,
          FindingCode.CONTRADICTION,
          FindingCode.NO_EFFECT,
          FindingCode.ROUTE_NAMESPACE,
          FindingCode.HEADROOM,
          FindingCode.CAPACITY_TEST,
          FindingCode.LOAD_MODEL,
          FindingCode.PREPULL);

  /** Its limits are those of the adapter or of KEDA, which is the option that is missing. */
  private static final String OF_BACKEND = "scaleToZero";

  @TestFactory
  Stream<DynamicTest> aMissingOptionHidesNoMistake() {
    List<Class<?>> builders =
        PublicApi.types().stream()
            .filter(ConstructBuilder.class::isAssignableFrom)
            .filter(type -> !Modifier.isAbstract(type.getModifiers()))
            .toList();
    assertThat(builders).hasSizeGreaterThan(15);
    return builders.stream()
        .map(type -> DynamicTest.dynamicTest(type.getName(), () -> assertAllAreReported(type)));
  }

  private static void assertAllAreReported(Class<?> type) throws ReflectiveOperationException {
    List<String> hidden = new ArrayList<>();
    for (Method option : type.getMethods()) {
      Class<?>[] parameters = option.getParameterTypes();
      if (parameters.length == 0
          || !MISTAKES.keySet().containsAll(List.of(parameters))
          || Modifier.isStatic(option.getModifiers())
          || option.getName().equals(OF_BACKEND)
          || option.isBridge()
          || option.getDeclaringClass() == Object.class) {
        continue;
      }
      Object[] mistake = Stream.of(parameters).map(MISTAKES::get).toArray();
      Set<String> complete = mistakes(complete(type, option.getName()), option, mistake);
      Object bare =
          type.getMethod("create", Construct.class, String.class)
              .invoke(null, Programs.chart(), "bare");
      Set<String> reported = mistakes(bare, option, mistake);
      complete.removeAll(reported);
      complete.forEach(each -> hidden.add(option.getName() + ": " + each));
    }
    assertThat(hidden).isEmpty();
  }

  private static Object complete(Class<?> type, String option) {
    Object receiver = new WholePrograms().receiver(type, option);
    return receiver == type ? new Samples().of(type) : receiver;
  }

  /** The codes and options of the mistakes, in the construct that is built. */
  private static Set<String> mistakes(Object builder, Method option, Object[] mistake)
      throws ReflectiveOperationException {
    Object set = option.invoke(builder, mistake);
    Method build = set.getClass().getMethod("build");
    Set<String> mistakes = new LinkedHashSet<>();
    for (Finding finding :
        Reported.building(
            () -> {
              try {
                return build.invoke(set);
              } catch (InvocationTargetException e) {
                throw (Exception) e.getCause();
              }
            })) {
      boolean compares = COMPARING.contains(finding.code());
      if (!compares && finding.path().contains("." + option.getName())) {
        mistakes.add(finding.code() + " ." + option.getName());
      }
    }
    return mistakes;
  }
}
