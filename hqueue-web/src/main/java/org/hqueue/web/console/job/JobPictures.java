package org.hqueue.web.console.job;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hqueue.job.JobGraph;
import org.hqueue.job.JobOverview;
import org.hqueue.job.JobStatus;

/** What the page of a job draws, as its script reads it. */
final class JobPictures {

  /** Kept, since each static method of the API looks the provider up anew, for every node. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private JobPictures() {}

  /**
   * The children for the grid, in little: {@code ids} holds the first id and then the difference to
   * the one before, {@code status} a letter each, {@code seconds} the running times, -1 before the
   * start.
   */
  static JsonObject grid(List<JobOverview.Cell> cells, Instant now) {
    JsonArrayBuilder ids = JSON.createArrayBuilder();
    JsonArrayBuilder seconds = JSON.createArrayBuilder();
    StringBuilder statuses = new StringBuilder(cells.size());
    int last = 0;
    for (JobOverview.Cell cell : cells) {
      ids.add(cell.id() - last);
      last = cell.id();
      statuses.append(letter(cell.status()));
      Instant started = cell.started();
      Instant end = cell.ended() == null ? now : cell.ended();
      seconds.add(started == null ? -1 : Math.max(0, Duration.between(started, end).toSeconds()));
    }
    return JSON.createObjectBuilder()
        .add("ids", ids)
        .add("status", statuses.toString())
        .add("seconds", seconds)
        .build();
  }

  /** A letter for each status, which the grid's script knows. */
  static char letter(JobStatus status) {
    return switch (status) {
      case QUEUED -> 'q';
      case RUNNABLE -> 'w';
      case RUNNING -> 'r';
      case PAUSING, PAUSED -> 'p';
      case RESUMING -> 'u';
      case EJECTING -> 'e';
      case ABANDONED -> 'a';
      case SUCCEEDED -> 's';
      case FAILED -> 'f';
      case CANCELLED -> 'c';
    };
  }

  /** The graph: jobs with their level and what waits for what, or the sizes of the levels. */
  static JsonObject graph(JobGraph graph) {
    JsonArrayBuilder nodes = JSON.createArrayBuilder();
    for (JobGraph.Node node : graph.nodes()) {
      nodes.add(
          JSON.createObjectBuilder()
              .add("id", node.id())
              .add("name", node.name())
              .add("status", node.status().word())
              .add("level", node.level()));
    }
    JsonArrayBuilder edges = JSON.createArrayBuilder();
    for (JobOverview.Edge edge : graph.edges()) {
      edges.add(JSON.createArrayBuilder().add(edge.parentId()).add(edge.childId()));
    }
    JsonArrayBuilder levels = JSON.createArrayBuilder();
    for (Map<JobStatus, Integer> level : graph.levels()) {
      JsonObjectBuilder counts = JSON.createObjectBuilder();
      level.forEach((status, count) -> counts.add(status.word(), count));
      levels.add(counts);
    }
    return JSON.createObjectBuilder()
        .add("jobs", graph.jobs())
        .add("nodes", nodes)
        .add("edges", edges)
        .add("levels", levels)
        .build();
  }
}
