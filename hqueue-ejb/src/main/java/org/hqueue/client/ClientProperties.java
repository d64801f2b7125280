package org.hqueue.client;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The column form of a client's attributes: a line for each, sorted by name. For many threads. */
public final class ClientProperties {

  /** How many characters the column has. */
  static final int MOST = 1000;

  private ClientProperties() {}

  /** What a column keeps of some attributes; as many as it has room for, nameless ones left out. */
  static String write(Map<String, String> attributes) {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(attributes)
        .forEach(
            (name, value) -> {
              if (!Lines.plain(name).isEmpty()) {
                lines.add(Lines.plain(name) + "\t" + Lines.plain(value));
              }
            });
    return Lines.join(lines, MOST);
  }

  /** The attributes that a column holds. */
  public static SortedMap<String, String> read(String text) {
    SortedMap<String, String> attributes = new TreeMap<>();
    for (String line : Lines.split(text)) {
      int tab = line.indexOf('\t');
      attributes.put(line.substring(0, tab), line.substring(tab + 1));
    }
    return Collections.unmodifiableSortedMap(attributes);
  }
}
