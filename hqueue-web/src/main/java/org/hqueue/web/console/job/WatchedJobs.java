package org.hqueue.web.console.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hqueue.web.console.Viewer;

/**
 * Tells which jobs that a viewer watches have come to an end. Which those are is kept in the
 * browser. For many threads.
 */
@ApplicationScoped
public class WatchedJobs {

  /** Jobs that are looked at in one call; a browser keeps no more. */
  private static final int MOST = 100;

  @Inject JobRows reader;
  @Inject Viewer viewer;

  /**
   * Those of some jobs that have ended or are gone: {@code {"ended": [{"id": 7, "told": "..."}]}},
   * in words for the viewer.
   */
  JsonObject ended(List<Integer> asked) {
    List<Integer> ids = new ArrayList<>(asked.subList(0, Math.min(MOST, asked.size())));
    Set<Integer> gone = new LinkedHashSet<>(ids);
    JsonArrayBuilder ended = Json.createArrayBuilder();
    for (JobRow row : reader.rows(ids, Set.of())) {
      gone.remove(row.job().id());
      if (row.job().status().isFinished()) {
        String status = viewer.status(row.job().status());
        ended.add(told(row.job().id(), viewer.say("job.ended.told", row.name(), status)));
      }
    }
    for (Integer id : gone) {
      ended.add(told(id, viewer.say("job.ended.gone", Integer.toString(id))));
    }
    return Json.createObjectBuilder().add("ended", ended).build();
  }

  private static JsonObject told(int id, String text) {
    return Json.createObjectBuilder().add("id", id).add("told", text).build();
  }
}
