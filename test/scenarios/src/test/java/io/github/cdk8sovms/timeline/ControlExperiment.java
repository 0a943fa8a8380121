package io.github.cdk8sovms.timeline;

import io.github.cdk8sovms.kit.Repository;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The chart of the published recipe beside this library, from the committed timelines. */
public final class ControlExperiment {
  public static final Path TIMELINES = Repository.ROOT.resolve("docs/timelines");
  public static final Path PICTURE = Repository.ROOT.resolve("docs/control-plane.svg");

  private static final double TARGET = 1;
  private static final String RECIPE = "published-recipe";
  private static final String OURS = "defaults";

  private static final String HEADLINE =
      "The published recipe reads its target and stays at one pod; cdk8s-ovms reads 4 and scales";

  private ControlExperiment() {}

  /** Whether a timeline is in the picture. */
  public static boolean shows(String timeline) {
    return timeline.equals(RECIPE) || timeline.equals(OURS);
  }

  public static String draw() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("published recipe on OVMS 2026.2.1", timeline(RECIPE));
    files.put("cdk8s-ovms, same load", timeline(OURS));
    return TimelinePicture.draw(HEADLINE, files, TARGET);
  }

  private static String timeline(String name) {
    return Repository.read(TIMELINES.resolve(name + ".csv"));
  }
}
