package org.hqueue.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hqueue.job.JobOverview.Edge;
import org.junit.jupiter.api.Test;

class JobGraphTest {

  @Test
  void aJobIsBelowTheLowestOfItsParents() {
    JobGraph graph =
        JobGraph.of(
            Map.of(
                1,
                JobStatus.QUEUED,
                2,
                JobStatus.QUEUED,
                3,
                JobStatus.RUNNING,
                4,
                JobStatus.FAILED),
            Map.of(1, "root"),
            List.of(new Edge(1, 2), new Edge(1, 3), new Edge(2, 3), new Edge(3, 4)));
    assertEquals(
        List.of(
            new JobGraph.Node(1, "root", JobStatus.QUEUED, 0),
            new JobGraph.Node(2, "", JobStatus.QUEUED, 1),
            new JobGraph.Node(3, "", JobStatus.RUNNING, 2),
            new JobGraph.Node(4, "", JobStatus.FAILED, 3)),
        graph.nodes());
    assertEquals(4, graph.edges().size());
  }

  @Test
  void ofTooManyJobsOnlyTheLevelsAreTold() {
    Map<Integer, JobStatus> statuses = new TreeMap<>(Map.of(1, JobStatus.QUEUED));
    List<Edge> edges = new ArrayList<>();
    for (int child = 2; child <= JobGraph.MOST_JOBS + 1; child++) {
      statuses.put(child, child % 2 == 0 ? JobStatus.SUCCEEDED : JobStatus.RUNNABLE);
      edges.add(new Edge(1, child));
    }
    JobGraph graph = JobGraph.of(statuses, Map.of(), edges);
    assertEquals(501, graph.jobs());
    assertEquals(List.of(), graph.nodes());
    assertEquals(List.of(), graph.edges());
    assertEquals(
        List.of(
            Map.of(JobStatus.QUEUED, 1), Map.of(JobStatus.SUCCEEDED, 250, JobStatus.RUNNABLE, 250)),
        graph.levels());
  }
}
