package io.github.cdk8sovms.acceptance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.exposure.Canary;
import io.github.cdk8sovms.kit.Page;
import io.github.cdk8sovms.kit.Repository;
import io.github.cdk8sovms.kubernetes.ConstructBuilder;
import io.github.cdk8sovms.kubernetes.PodComponentBuilder;
import io.github.cdk8sovms.serving.Graph;
import io.github.cdk8sovms.serving.Model;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/options.md lists every option. Add a new option to its row there. */
class OptionsDocTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.*) \\|$");
  private static final Pattern METHOD = Pattern.compile("`(\\w+)`");

  /**
   * Options of every construct. {@code Dashboard.sidecar} has the name of one, and other
   * parameters.
   */
  private static final Set<String> FOR_ALL =
      Arrays.stream(PodComponentBuilder.class.getMethods())
          .map(OptionsDocTest::signature)
          .collect(Collectors.toSet());

  @Test
  void everyOptionIsListed() {
    Map<String, Set<String>> listed = listed();

    assertThat(options())
        .allSatisfy(
            (construct, options) ->
                assertThat(listed.getOrDefault(construct, Set.of()))
                    .as(construct)
                    .isEqualTo(options));
  }

  @Test
  void everyOptionOfSeveralConstructsIsNamedAboveTheTable() {
    String text = Page.OPTIONS.text();
    String above = text.substring(0, text.indexOf("## Options"));

    assertThat(optionsOfSeveral()).allSatisfy(option -> assertThat(above).contains("`." + option));
  }

  /** Else nothing shows whether an option writes what it says. */
  @Test
  void everyOptionIsUsedInACaseWithAGolden() {
    String cases =
        Repository.filesBelow(
                Repository.ROOT.resolve(
                    "test/acceptance/src/test/java/io/github/cdk8sovms/acceptance/cases"))
            .stream()
            .map(Repository::read)
            .collect(Collectors.joining());
    Set<String> all = new TreeSet<>(optionsOfSeveral());
    options().values().forEach(all::addAll);

    assertThat(all)
        .filteredOn(
            option -> !cases.contains("." + option + "(") && !cases.contains("::" + option + ")"))
        .isEmpty();
  }

  private static Set<String> optionsOfSeveral() {
    return Arrays.stream(PodComponentBuilder.class.getMethods())
        .filter(method -> ConstructBuilder.class.isAssignableFrom(method.getReturnType()))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Set<String>> options() {
    Map<String, Set<String>> options = new TreeMap<>();
    Builders.all().forEach(builder -> options.put(Builders.construct(builder), optionsOf(builder)));
    for (Class<?> value : List.of(Model.class, Graph.class, Canary.class)) {
      options.put(value.getSimpleName(), optionsOf(value));
    }
    return options;
  }

  private static Map<String, Set<String>> listed() {
    String text = Page.OPTIONS.text();
    String table = text.substring(text.indexOf("## Options"));
    Map<String, Set<String>> options = new TreeMap<>();
    Matcher rows = ROW.matcher(table);
    while (rows.find()) {
      Set<String> methods =
          METHOD
              .matcher(rows.group(2))
              .results()
              .map((MatchResult method) -> method.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      options.put(rows.group(1), methods);
    }
    return options;
  }

  /** The setters of a builder, or the methods of a value that return a changed copy. */
  private static Set<String> optionsOf(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> returnsItself(method, type))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !FOR_ALL.contains(signature(method)))
        .map(Method::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }

  /** A setter of a superclass returns that class, as far as its bytecode says. */
  private static boolean returnsItself(Method method, Class<?> type) {
    return method.getReturnType() != Object.class && method.getReturnType().isAssignableFrom(type);
  }
}
