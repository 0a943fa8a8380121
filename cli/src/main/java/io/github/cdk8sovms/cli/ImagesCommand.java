package io.github.cdk8sovms.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cdk8sovms.cli.manifest.ContainerImages;
import io.github.cdk8sovms.cli.manifest.ManifestObject;
import io.github.cdk8sovms.cli.manifest.ObjectId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the images to mirror for clusters without internet access. */
@Command(
    name = "images",
    description = "Lists the container images in manifests, for mirroring.",
    mixinStandardHelpOptions = true)
final class ImagesCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Manifest files, directories, or - for standard input.")
  private List<Path> paths = List.of();

  @Option(
      names = "--json",
      description = "Prints JSON: the images, with the objects that use them.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final ManifestInput input;

  ImagesCommand(ManifestInput input) {
    this.input = input;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, TreeSet<ObjectId>> images = new TreeMap<>();
    for (Path path : paths) {
      for (ManifestObject object : input.read(path)) {
        for (String image : ContainerImages.of(object.tree())) {
          images.computeIfAbsent(image, each -> new TreeSet<>()).add(object.id());
        }
      }
    }
    if (json) {
      out.println(json(images));
    } else {
      images.keySet().forEach(out::println);
    }
    return ExitCode.OK;
  }

  private static String json(Map<String, TreeSet<ObjectId>> images) {
    ArrayNode list = JSON.createArrayNode();
    images.forEach(
        (image, objects) -> {
          ObjectNode entry = list.addObject().put("image", image);
          ArrayNode users = entry.putArray("usedBy");
          objects.forEach(object -> users.add(JSON.valueToTree(object)));
        });
    return list.toPrettyString();
  }
}
