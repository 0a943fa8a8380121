package io.github.cdk8sovms.kubernetes;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
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
  private final String text;
  private final Object data;

  private YamlDocument(String text, Object data) {
    this.text = text;
    this.data = data;
  }

  /**
   * Parses a file with one document.
   *
   * @return empty if it is not YAML, contains a duplicate key, or more than one document
   */
  public static Optional<YamlDocument> read(String text) {
    try {
      Object data = textual().load(text);
      return Optional.of(new YamlDocument(text, data == null ? Map.of() : data));
    } catch (YAMLException e) {
      return Optional.empty();
    }
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
   * identity, or appended.
   *
   * @param path the path of the list; missing keys are added
   * @param entries the entries to add
   * @param entryId determines the identity of entries
   */
  public String with(List<String> path, List<Map<String, Object>> entries, EntryId entryId) {
    Node root = document().compose(new StringReader(text));
    MappingNode mapping = root instanceof MappingNode found ? found : emptyMapping();
    MappingNode parent = mapping;
    for (String key : path.subList(0, path.size() - 1)) {
      parent = (MappingNode) child(parent, key, YamlDocument::isMapping, emptyMapping());
    }
    SequenceNode list =
        (SequenceNode)
            child(parent, path.get(path.size() - 1), YamlDocument::isSequence, emptySequence());
    entries.forEach(entry -> put(list, entry, entryId));
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

  private void put(SequenceNode list, Map<String, Object> entry, EntryId entryId) {
    String text = ConfigText.yaml(entry);
    Node added = document().compose(new StringReader(text));
    Optional<String> id = entryId.of(entry);
    for (int i = 0; i < list.getValue().size(); i++) {
      Object present = dataOf(list.getValue().get(i));
      if (present.equals(entry)) {
        return;
      }
      if (id.isPresent() && id.equals(entryId.of(present))) {
        list.getValue().set(i, added);
        return;
      }
    }
    list.getValue().add(added);
    // An empty list is in flow style, [], to which block entries cannot be added.
    list.setFlowStyle(FlowStyle.BLOCK);
  }

  private static Node child(MappingNode parent, String key, Predicate<Node> isUsable, Node empty) {
    List<NodeTuple> tuples = new ArrayList<>(parent.getValue());
    for (int i = 0; i < tuples.size(); i++) {
      NodeTuple tuple = tuples.get(i);
      if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        if (isUsable.test(tuple.getValueNode())) {
          return tuple.getValueNode();
        }
        tuples.set(i, new NodeTuple(tuple.getKeyNode(), empty));
        parent.setValue(tuples);
        return empty;
      }
    }
    tuples.add(new NodeTuple(scalar(key), empty));
    parent.setValue(tuples);
    parent.setFlowStyle(FlowStyle.BLOCK);
    return empty;
  }

  private static boolean isMapping(Node node) {
    return node instanceof MappingNode;
  }

  private static boolean isSequence(Node node) {
    return node instanceof SequenceNode;
  }

  private static MappingNode emptyMapping() {
    return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
  }

  private static SequenceNode emptySequence() {
    return new SequenceNode(Tag.SEQ, new ArrayList<>(), FlowStyle.BLOCK);
  }

  private static ScalarNode scalar(String text) {
    return new ScalarNode(Tag.STR, text, null, null, DumperOptions.ScalarStyle.PLAIN);
  }

  private static Object dataOf(Node node) {
    StringWriter written = new StringWriter();
    document().serialize(node, written);
    return Objects.requireNonNullElse(textual().load(written.toString()), Map.of());
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
        new SafeConstructor(reading), new Representer(writing), writing, reading, new Resolver());
  }

  /** Parses all scalars as text, like the adapter, so that 1e3 stays 1e3. */
  private static Yaml textual() {
    LoaderOptions reading = new LoaderOptions();
    reading.setAllowDuplicateKeys(false);
    DumperOptions writing = new DumperOptions();
    return new Yaml(
        new SafeConstructor(reading),
        new Representer(writing),
        writing,
        reading,
        new Resolver() {
          @Override
          protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
          }
        });
  }
}
