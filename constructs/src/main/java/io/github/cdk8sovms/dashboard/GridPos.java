package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The position and size of a panel, in grid units.
 *
 * @param x the column, out of {@link #COLUMNS}
 * @param y the row, from the top
 */
record GridPos(int x, int y, int width, int height) {
  static final int COLUMNS = 24;

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("h", height);
    json.put("w", width);
    json.put("x", x);
    json.put("y", y);
    return json;
  }
}
