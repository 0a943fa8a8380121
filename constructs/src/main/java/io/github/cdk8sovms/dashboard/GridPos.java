package io.github.cdk8sovms.dashboard;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where something is on a dashboard, in units of its grid.
 *
 * @param x from the left, of {@link #COLUMNS}
 * @param y from the top
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
