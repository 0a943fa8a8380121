package io.github.cdk8sovms.synthesis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A table of object counts by kind, with one column per manifest. */
final class ObjectTable {
  private static final String TITLE = "Objects";
  private static final String TOTAL = "total";
  private static final int GAP = 2;

  private final List<String> columns;
  private final List<Map<String, Integer>> counts;
  private final Set<String> kinds = new LinkedHashSet<>();
  private final int width;

  ObjectTable(List<Manifest> manifests) {
    this.columns = manifests.stream().map(Manifest::name).toList();
    this.counts = manifests.stream().map(Manifest::countByKind).toList();
    counts.forEach(count -> kinds.addAll(count.keySet()));
    this.width = kinds.stream().mapToInt(String::length).reduce(TITLE.length(), Math::max);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    row(text, TITLE, columns);
    for (String kind : kinds) {
      row(text, kind, counts.stream().map(count -> text(count.getOrDefault(kind, 0))).toList());
    }
    row(text, TOTAL, counts.stream().map(count -> String.valueOf(sum(count))).toList());
    return text.toString();
  }

  private void row(StringBuilder text, String title, List<String> cells) {
    StringBuilder row = new StringBuilder(title).append(" ".repeat(width - title.length()));
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      int cellWidth = Math.max(columns.get(column).length(), 3);
      row.append(" ".repeat(GAP + cellWidth - cell.length())).append(cell);
    }
    text.append(row.toString().stripTrailing()).append('\n');
  }

  private static String text(int count) {
    return count == 0 ? "" : String.valueOf(count);
  }

  private static int sum(Map<String, Integer> countByKind) {
    return countByKind.values().stream().mapToInt(Integer::intValue).sum();
  }
}
