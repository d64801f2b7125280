package org.hqueue.web.console.job;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.hqueue.web.console.Texts;

/**
 * What an action did to the jobs asked for and those below them.
 *
 * @param taken how many it took
 * @param left how many of those asked for it left alone, by the key of the reason
 */
record JobActionResult(int taken, Map<String, Integer> left) {

  static final JobActionResult NOTHING = new JobActionResult(0, Map.of());

  /** Both together. */
  JobActionResult plus(JobActionResult other) {
    Map<String, Integer> all = new TreeMap<>(left);
    other.left.forEach((reason, count) -> all.merge(reason, count, Integer::sum));
    return new JobActionResult(taken + other.taken, all);
  }

  /** {@code 12 cancelled, 3 left alone: already finished}. */
  String told(JobAction action, Texts texts) {
    StringJoiner parts = new StringJoiner(texts.get("result.separator"));
    if (taken > 0 || left.isEmpty()) {
      parts.add(texts.get("result." + action.word(), taken));
    }
    left.forEach((reason, count) -> parts.add(texts.get("result.left", count, texts.get(reason))));
    return parts.toString();
  }
}
