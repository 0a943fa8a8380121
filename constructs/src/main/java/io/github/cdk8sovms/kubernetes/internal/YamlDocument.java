package io.github.cdk8sovms.kubernetes.internal;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A YAML file of another owner, to which entries are added. All other content is preserved: types
 * and notation of values, order of keys, and comments.
 *
 * <p>It is parsed as YAML 1.1, like the programs that use such files (Prometheus Adapter with
 * gopkg.in/yaml.v2, Helm with sigs.k8s.io/yaml).
 */
public final class YamlDocument {
  private static final Pattern OCTAL = Pattern.compile("0[0-9_]+");

  private final String text;
  private final Object data;

  private YamlDocument(String text, Object data) {
    this.text = text;
    this.data = data;
  }

  /**
   * Parses a file with one document.
   *
   * @return empty if it is not YAML, contains a duplicate key or one that is not text, more than
   *     one document, or aliases that multiply its content or refer to themselves
   */
  public static Optional<YamlDocument> read(String text) {
    try {
      return Optional.of(parse(text));
    } catch (YAMLException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns why a file cannot be read, such as {@code line 3: found duplicate key rules}; empty if
   * it can.
   */
  public static Optional<String> problem(String text) {
    try {
      parse(text);
      return Optional.empty();
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine();
      return Optional.of("line " + (line + 1) + ": " + e.getProblem());
    } catch (YAMLException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static YamlDocument parse(String text) {
    Node root = document().compose(new StringReader(text));
    if (root != null && !YamlNodes.isBounded(root)) {
      throw new YAMLException("aliases refer to themselves or multiply its content");
    }
    Object data = textual().load(text);
    return new YamlDocument(text, data == null ? Map.of() : data);
  }

  /** Returns its content: maps, lists, and all scalars as text. */
  public Object data() {
    return data;
  }

  /** Returns the text at a key; empty if there is none. */
  public static Optional<String> text(Object data, String key) {
    return data instanceof Map<?, ?> map && map.get(key) instanceof String found
        ? Optional.of(found)
        : Optional.empty();
  }

  /** Returns the mapping at a key; empty if there is none. */
  public static Map<?, ?> mapping(Object data, String key) {
    return data instanceof Map<?, ?> map && map.get(key) instanceof Map<?, ?> found
        ? found
        : Map.of();
  }

  /** Returns the list at a key; empty if there is none. */
  public static List<?> list(Object data, String key) {
    return data instanceof Map<?, ?> map && map.get(key) instanceof List<?> found
        ? found
        : List.of();
  }

  /**
   * Returns the file with entries in one of its lists, each replacing the entry with the same
   * identity, or appended. A list that aliases or merge keys share with other places is copied, so
   * that these stay as they are.
   *
   * @param path the path of the list; missing keys are added
   * @param entries the entries to add
   * @param entryId determines the identity of entries
   */
  public String with(List<String> path, List<Map<String, Object>> entries, EntryId entryId) {
    Node root = document().compose(new StringReader(text));
    MappingNode mapping = root instanceof MappingNode found ? found : YamlNodes.emptyMapping();
    YamlNodes nodes = new YamlNodes(mapping);
    MappingNode parent = mapping;
    Object present = data;
    for (String key : path.subList(0, path.size() - 1)) {
      parent = nodes.mapping(parent, key);
      present = mapping(present, key);
    }
    String last = path.get(path.size() - 1);
    SequenceNode list = nodes.sequence(parent, last);
    List<Object> values = new ArrayList<>(list(present, last));
    entries.forEach(entry -> put(list, values, entry, entryId));
    StringWriter written = new StringWriter();
    document().serialize(mapping, written);
    return written.toString();
  }

  /** Determines the identity of a list entry. */
  @FunctionalInterface
  public interface EntryId {
    /** Returns the identity of an entry; entries without one are never replaced. */
    Optional<String> of(Object entry);
  }

  /**
   * Adds an entry.
   *
   * @param values the content of the list, in the same order
   */
  private static void put(
      SequenceNode list, List<Object> values, Map<String, Object> entry, EntryId entryId) {
    if (values.contains(entry)) {
      return;
    }
    Node added = document().compose(new StringReader(ConfigText.yaml(entry)));
    Optional<String> id = entryId.of(entry);
    for (int i = 0; i < values.size(); i++) {
      if (id.isPresent() && id.equals(entryId.of(values.get(i)))) {
        list.getValue().set(i, added);
        values.set(i, entry);
        return;
      }
    }
    list.getValue().add(added);
    values.add(entry);
    // An empty list is in flow style, [], to which block entries cannot be added.
    list.setFlowStyle(FlowStyle.BLOCK);
  }

  /** Preserves notation. */
  private static Yaml document() {
    LoaderOptions reading = new LoaderOptions();
    reading.setProcessComments(true);
    DumperOptions writing = new DumperOptions();
    writing.setProcessComments(true);
    writing.setSplitLines(false);
    writing.setWidth(Integer.MAX_VALUE);
    writing.setIndicatorIndent(0);
    return new Yaml(
        new SafeConstructor(reading), new Representer(writing), writing, reading, new Notation());
  }

  /** Parses all scalars as text, like the adapter, so that 1e3 stays 1e3. */
  private static Yaml textual() {
    LoaderOptions reading = new LoaderOptions();
    reading.setAllowDuplicateKeys(false);
    DumperOptions writing = new DumperOptions();
    return new Yaml(
        new SafeConstructor(reading), new Representer(writing), writing, reading, new Textual());
  }

  /** Resolves no scalar but null: all others keep their notation, such as 12:30:45 and 1_000. */
  private static class Textual extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.MERGE, MERGE, "<");
      addImplicitResolver(Tag.NULL, NULL, "~nN\0");
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  /** The same, but an octal number keeps its type: SnakeYAML writes it in quotes. */
  private static final class Notation extends Textual {
    @Override
    protected void addImplicitResolvers() {
      super.addImplicitResolvers();
      addImplicitResolver(Tag.INT, OCTAL, "0");
    }
  }
}
