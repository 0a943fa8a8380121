package io.github.cdk8sovms.kubernetes.internal;

import static io.github.cdk8sovms.validation.internal.Findings.quote;

import io.github.cdk8sovms.internal.values.Text;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Merge patches in YAML, with the types that kubectl finds in it: YAML 1.1 without times, dates and
 * numbers of base 60.
 *
 * @see <a href="https://github.com/kubernetes-sigs/yaml/blob/v1.6.0/README.md">sigs.k8s.io/yaml</a>
 */
public final class PatchYaml {
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(?:0|[1-9][0-9_]*|0[0-7_]+|0x[0-9a-fA-F_]+|0b[01_]+)");
  private static final Pattern REAL =
      Pattern.compile(
          "[-+]?(?:[0-9][0-9_]*)?\\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(?:\\.[0-9]*)?"
              + "[eE][-+]?[0-9]+|[-+]?[0-9][0-9_]*\\.|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private PatchYaml() {}

  public static Map<String, Object> parse(String yaml) {
    if (!Text.isPlain(yaml.replace("\r\n", "\n"))) {
      throw PatchException.syntax(
          quote(yaml) + " holds characters that a manifest cannot hold, or not as they are",
          "Leave control characters out.");
    }
    Object data;
    try {
      data = reader().load(yaml);
    } catch (MarkedYAMLException e) {
      throw unreadable(
          yaml,
          String.valueOf(e.getProblem())
              + (e.getProblemMark() == null
                  ? ""
                  : " in line " + (e.getProblemMark().getLine() + 1)));
    } catch (YAMLException e) {
      throw unreadable(yaml, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    } catch (RuntimeException e) { // a number or a tag that SnakeYAML cannot construct
      throw unreadable(yaml, String.valueOf(e.getMessage()));
    }
    if (!(data instanceof Map<?, ?> map) || map.isEmpty()) {
      throw PatchException.syntax(
          quote(yaml.strip()) + " is no YAML map with the fields to merge",
          "Write the fields from the root of the object, such as \"spec:\".");
    }
    return PatchValue.plainMap(map, true);
  }

  private static PatchException unreadable(String yaml, String problem) {
    return PatchException.syntax(
        quote(yaml.strip()) + " is not YAML of one document: " + problem,
        "Correct the YAML; indent by spaces.");
  }

  private static Yaml reader() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options),
        new Representer(unused),
        unused,
        options,
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INTEGER, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, REAL, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
          }
        });
  }
}
