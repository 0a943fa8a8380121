package io.github.cdk8sovms.apps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cdk8s.App;

/**
 * Writes the output of every example to {@code dist/}, one manifest each, and says what it wrote.
 */
public final class Synthesize {

  private Synthesize() {}

  /** Runs every example. */
  public static void main(String[] args) throws IOException {
    Path outdir = Path.of(new App().getOutdir());
    Quickstart.main(args);
    BlogRecipe.main(args);
    // cdk8s synth passes on only what is written to standard error.
    System.err.print(
        Summary.of(
            List.of(outdir.resolve("quickstart.k8s.yaml"), outdir.resolve("blog-recipe.k8s.yaml")),
            List.of(outdir.resolve(BlogRecipe.HELM_VALUES))));
  }
}
