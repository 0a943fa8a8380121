package io.github.cdk8sovms.kubernetes.internal;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The nodes of a YAML document, of which aliases and merge keys may share some. */
final class YamlNodes {
  /** More than a file of 1 MiB can contain without aliases. */
  private static final int MOST_NODES = 1 << 20;

  /** Parsers of YAML have a limit of 50. */
  private static final int DEEPEST = 60;

  private final Map<Node, Integer> references = new IdentityHashMap<>();

  YamlNodes(Node root) {
    count(root);
  }

  /**
   * Returns whether keys are text, and the document has a limited size with each alias replaced by
   * its content: a few aliases of aliases are billions of nodes, and one in its own anchor never
   * ends.
   */
  static boolean isBounded(Node root) {
    return remaining(root, MOST_NODES, 0) >= 0;
  }

  private static int remaining(Node node, int most, int depth) {
    int left = depth > DEEPEST ? -1 : most - 1;
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        boolean isText = tuple.getKeyNode() instanceof ScalarNode;
        left = left < 0 || !isText ? -1 : remaining(tuple.getValueNode(), left, depth + 1);
      }
    } else if (node instanceof SequenceNode sequence) {
      for (Node element : sequence.getValue()) {
        left = left < 0 ? -1 : remaining(element, left, depth + 1);
      }
    }
    return left;
  }

  private void count(Node node) {
    if (references.merge(node, 1, Integer::sum) > 1) {
      return;
    }
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> count(tuple.getValueNode()));
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::count);
    }
  }

  /** Returns the mapping at a key, not shared with another place; an empty one if there is none. */
  MappingNode mapping(MappingNode parent, String key) {
    Node found =
        found(parent, key).filter(MappingNode.class::isInstance).orElseGet(YamlNodes::emptyMapping);
    return (MappingNode) put(parent, key, found);
  }

  /** Returns the list at a key, not shared with another place; an empty one if there is none. */
  SequenceNode sequence(MappingNode parent, String key) {
    Node found =
        found(parent, key)
            .filter(SequenceNode.class::isInstance)
            .orElseGet(() -> new SequenceNode(Tag.SEQ, new ArrayList<>(), FlowStyle.BLOCK));
    return (SequenceNode) put(parent, key, found);
  }

  /** Puts a value at a key, or a copy of it if it is at another place, too. */
  private Node put(MappingNode parent, String key, Node value) {
    List<NodeTuple> tuples = new ArrayList<>(parent.getValue());
    for (int i = 0; i < tuples.size(); i++) {
      if (isKey(tuples.get(i), key)) {
        Node present = tuples.get(i).getValueNode();
        Node own = present == value && references.getOrDefault(value, 1) > 1 ? copy(value) : value;
        tuples.set(i, new NodeTuple(tuples.get(i).getKeyNode(), own));
        parent.setValue(tuples);
        return own;
      }
    }
    // With a merge key, the value is that of another mapping.
    Node own = references.containsKey(value) ? copy(value) : value;
    tuples.add(new NodeTuple(scalar(key), own));
    parent.setValue(tuples);
    parent.setFlowStyle(FlowStyle.BLOCK);
    return own;
  }

  /** Returns the value at a key of a mapping, or of those that it merges. */
  private static Optional<Node> found(MappingNode mapping, String key) {
    Optional<Node> own =
        mapping.getValue().stream()
            .filter(tuple -> isKey(tuple, key))
            .map(NodeTuple::getValueNode)
            .findFirst();
    return own.isPresent()
        ? own
        : mapping.getValue().stream()
            .filter(tuple -> tuple.getKeyNode().getTag().equals(Tag.MERGE))
            .map(NodeTuple::getValueNode)
            .flatMap(
                merged ->
                    merged instanceof SequenceNode several
                        ? several.getValue().stream()
                        : Stream.of(merged))
            .filter(MappingNode.class::isInstance)
            .flatMap(merged -> found((MappingNode) merged, key).stream())
            .findFirst();
  }

  private static boolean isKey(NodeTuple tuple, String key) {
    return tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key);
  }

  /** Copies a mapping or a list; its values are then at both places. */
  private Node copy(Node node) {
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(tuple -> count(tuple.getValueNode()));
      return new MappingNode(Tag.MAP, new ArrayList<>(mapping.getValue()), FlowStyle.BLOCK);
    }
    List<Node> elements = ((SequenceNode) node).getValue();
    elements.forEach(this::count);
    return new SequenceNode(Tag.SEQ, new ArrayList<>(elements), FlowStyle.BLOCK);
  }

  static MappingNode emptyMapping() {
    return new MappingNode(Tag.MAP, new ArrayList<>(), FlowStyle.BLOCK);
  }

  private static ScalarNode scalar(String text) {
    return new ScalarNode(Tag.STR, text, null, null, DumperOptions.ScalarStyle.PLAIN);
  }
}
