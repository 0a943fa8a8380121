package io.github.cdk8sovms.acceptance;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.github.cdk8sovms.validation.internal.Link;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Circles of classes: each class of one knows each other, directly or through the rest. A nested
 * class is a part of its outermost one.
 *
 * <p>Two kinds of knowledge are not counted: that of a sealed type of its subtypes, for which it
 * has factory methods; and that of an internal type of the type which users see and of which it
 * reads a member by a {@link Link}.
 *
 * <p>What a class knows is asked of jdeps, which reads all that a class file refers to. ArchUnit
 * leaves out the classes of constants, and types that are only passed on.
 */
final class ClassCircles {
  private static final Pattern KNOWS = Pattern.compile("(\\S+)\\s+-> (\\S+)");

  private final String root;

  /** All classes, nested ones too. */
  private final Set<String> names = new TreeSet<>();

  /** What each outermost class knows, by the names below the root. */
  private final SortedMap<String, SortedSet<String>> known = new TreeMap<>();

  /**
   * Classes that know each other.
   *
   * @param edges what each knows of the others
   */
  record Circle(SortedMap<String, SortedSet<String>> edges) {
    Set<String> classes() {
      return edges.keySet();
    }

    /** A line for each class. */
    @Override
    public String toString() {
      return edges.entrySet().stream()
          .map(edge -> edge.getKey() + " -> " + String.join(", ", edge.getValue()))
          .collect(joining("\n"));
    }
  }

  private ClassCircles(String root) {
    this.root = root + ".";
  }

  /**
   * Returns the circles of classes below a package, in alphabetical order.
   *
   * @param places folders or jars with class files
   */
  static List<Circle> below(String root, Collection<Path> places) {
    ClassCircles circles = new ClassCircles(root);
    circles.read(places);
    for (String name : circles.names) {
      Class<?> type = type(name);
      circles.removeKnowledgeOfFamily(type);
      circles.removeKnowledgeByLink(type);
    }
    return circles.all();
  }

  private void read(Collection<Path> places) {
    String ofRoot = Pattern.quote(root) + ".*";
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Stream<String> options =
        Stream.of("-verbose", "-include", ofRoot, "-regex", ofRoot, "--ignore-missing-deps");
    int exitCode =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                out,
                out,
                Stream.concat(options, places.stream().map(Path::toString)).toArray(String[]::new));
    if (exitCode != 0) {
      throw new IllegalStateException("jdeps failed: " + text);
    }
    KNOWS
        .matcher(text.toString())
        .results()
        .filter(edge -> edge.group(1).startsWith(root) && edge.group(2).startsWith(root))
        .forEach(edge -> add(edge.group(1), edge.group(2)));
  }

  private void add(String type, String other) {
    names.add(type);
    names.add(other);
    if (!name(type).equals(name(other))) {
      known.computeIfAbsent(name(type), each -> new TreeSet<>()).add(name(other));
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, ClassCircles.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private void removeKnowledgeOfFamily(Class<?> type) {
    supertypes(type)
        .filter(Class::isSealed)
        .filter(family -> family.getName().startsWith(root))
        .forEach(family -> remove(name(family.getName()), name(type.getName())));
  }

  private static Stream<Class<?>> supertypes(Class<?> type) {
    return Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
        .flatMap(parent -> Stream.concat(Stream.of(parent), supertypes(parent)));
  }

  private void removeKnowledgeByLink(Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      if (field.getType() == Link.class
          && field.getGenericType() instanceof ParameterizedType link) {
        remove(name(type.getName()), name(link.getActualTypeArguments()[0].getTypeName()));
      }
    }
  }

  private void remove(String from, String to) {
    known.getOrDefault(from, new TreeSet<>()).remove(to);
  }

  /** The name of the outermost class, below the root. */
  private String name(String type) {
    return type.replaceFirst("[$].*", "").substring(root.length());
  }

  private List<Circle> all() {
    Map<String, Set<String>> reached = new TreeMap<>();
    known.keySet().forEach(name -> reached.put(name, reachedFrom(name)));
    Set<SortedSet<String>> all = new LinkedHashSet<>();
    reached.forEach(
        (name, others) -> {
          if (others.contains(name)) {
            all.add(
                others.stream()
                    .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                    .collect(toCollection(TreeSet::new)));
          }
        });
    return all.stream().map(this::circle).toList();
  }

  private Set<String> reachedFrom(String name) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(Set.of(name));
    while (!open.isEmpty()) {
      for (String next : known.getOrDefault(open.remove(), new TreeSet<>())) {
        if (reached.add(next)) {
          open.add(next);
        }
      }
    }
    return reached;
  }

  private Circle circle(SortedSet<String> classes) {
    SortedMap<String, SortedSet<String>> edges = new TreeMap<>();
    for (String name : classes) {
      SortedSet<String> inside = new TreeSet<>(known.getOrDefault(name, new TreeSet<>()));
      inside.retainAll(classes);
      edges.put(name, inside);
    }
    return new Circle(edges);
  }
}
