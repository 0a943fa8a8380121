package io.github.cdk8sovms.kubernetes;

import io.github.cdk8sovms.validation.Required;
import java.util.List;
import java.util.TreeSet;
import software.constructs.Construct;
import software.constructs.IConstruct;

/** The container images of a program, for those who mirror them. */
public final class Images {

  private Images() {}

  /**
   * Every image that the components below a construct name, an app or a chart, in the order of the
   * alphabet; with the registry that was set, if one was.
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
