package io.github.cdk8sovms.acceptance.consumers;

import io.github.cdk8sovms.kit.Page;
import java.util.List;

/** The program of docs/errors.md with three mistakes, which has to be seen wherever it is run. */
final class ThreeMistakes {
  static final String NAME = "Wrong";
  static final String PROGRAM = Page.ERRORS.block("java", "class Wrong");

  static final List<String> REPORT =
      List.of(
          "3 mistakes in the configuration:",
          "OVMS213 shop/resnet.image: \"docker.io/openvino/model_server:latest\"",
          "OVMS209 shop/resnet/model[resnet50].source: \"http://models/resnet50\"",
          "OVMS203 shop/resnet/model[resnet50].streams: \"0\"");

  /** The line of the program, as a stack trace names it. */
  static final String LINE = "at %s.main(%s.java:%d)".formatted(NAME, NAME, lineOf(".build()"));

  private ThreeMistakes() {}

  private static int lineOf(String text) {
    return (int) PROGRAM.substring(0, PROGRAM.indexOf(text)).lines().count();
  }
}
