package io.github.cdk8sovms.validation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdk8sovms.LibraryClasses;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UserFramesTest {
  private static final StackTraceElement CHECK =
      frame("io.github.cdk8sovms.validation.internal.Findings", "orThrow");
  private static final StackTraceElement BUILD =
      frame("io.github.cdk8sovms.serving.OvmsModelServer$Builder", "build");
  private static final StackTraceElement JSII = frame("software.amazon.jsii.JsiiEngine", "call");
  private static final StackTraceElement EACH = jdkFrame("java.util.ArrayList", "forEach");
  private static final StackTraceElement SHOP = frame("Shop", "main");
  private static final StackTraceElement INVOKE = jdkFrame("java.lang.reflect.Method", "invoke");
  private static final StackTraceElement LAUNCHER =
      new StackTraceElement(
          "app", "jdk.compiler", "17", "com.sun.tools.javac.launcher.Main", "run", "Main.java", 1);

  @Test
  void theTraceBeginsInTheProgram() {
    assertThat(of(CHECK, EACH, BUILD, SHOP)).containsExactly(SHOP);
  }

  @Test
  void framesOfTheLauncherStayBecauseItCutsThemOffItself() {
    assertThat(of(CHECK, BUILD, SHOP, INVOKE, LAUNCHER)).containsExactly(SHOP, INVOKE, LAUNCHER);
  }

  @Test
  void callbacksOfTheProgramAreKeptWithWhatCalledThem() {
    StackTraceElement lambda = frame("Shop", "lambda$main$0");

    assertThat(of(CHECK, BUILD, lambda, EACH, SHOP)).containsExactly(lambda, EACH, SHOP);
    assertThat(of(CHECK, BUILD, lambda, JSII, BUILD, SHOP)).containsExactly(lambda, SHOP);
  }

  @Test
  void examplesAndTestsAreProgramsToo() {
    StackTraceElement example = frame("io.github.cdk8sovms.apps.Quickstart", "define");
    StackTraceElement test = frame("io.github.cdk8sovms.acceptance.Cases", "all");

    assertThat(of(BUILD, example, test)).containsExactly(example, test);
  }

  @Test
  void thereIsAlwaysAFrame() {
    assertThat(of(CHECK, BUILD, INVOKE, LAUNCHER)).containsExactly(INVOKE, LAUNCHER);
    assertThat(of(CHECK, BUILD)).containsExactly(CHECK, BUILD);
  }

  /** Otherwise frames of a new package would precede the line of the program. */
  @Test
  void everyClassOfTheLibraryIsKnown() {
    assertThat(LibraryClasses.names()).hasSizeGreaterThan(400).allMatch(UserFrames::isOfLibrary);
  }

  private static List<StackTraceElement> of(StackTraceElement... trace) {
    return Stream.of(UserFrames.of(trace)).toList();
  }

  private static StackTraceElement frame(String type, String method) {
    return new StackTraceElement("app", null, null, type, method, "Any.java", 1);
  }

  private static StackTraceElement jdkFrame(String type, String method) {
    return new StackTraceElement(null, "java.base", "17", type, method, "Any.java", 1);
  }
}
