package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.internal.Required;
import java.util.List;
import java.util.TreeSet;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * The container images of a program, for mirroring.
 *
 * <pre>{@code
 * Images.of(app).forEach(System.out::println);
 * }</pre>
 */
public final class Images {

  private Images() {}

  /**
   * Returns all images of the components in a construct, such as an app or a chart, sorted; with
   * the configured registry, if any.
   */
  public static List<String> of(Construct root) {
    Required.nonNull(root);
    TreeSet<String> images = new TreeSet<>();
    for (IConstruct construct : root.getNode().findAll()) {
      if (construct instanceof Component component) {
        images.addAll(component.images());
      }
    }
    return List.copyOf(images);
  }
}
