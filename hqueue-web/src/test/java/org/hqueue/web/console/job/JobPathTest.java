package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobPathTest {

  @Test
  void everyPageHasItsUrl() {
    assertEquals(Optional.of(new JobPath(JobPath.Kind.LIST, 0)), JobPath.of(null));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.LIST, 0)), JobPath.of("/"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.VIEW, 12)), JobPath.of("/view/12"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.VIEW, 12)), JobPath.of("/view/12/"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.OUTPUT, 12)), JobPath.of("/12/output"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.GRID, 12)), JobPath.of("/12/grid"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.GRAPH, 12)), JobPath.of("/12/graph"));
    assertEquals(
        Optional.of(new JobPath(JobPath.Kind.DIAGNOSTICS, 12)), JobPath.of("/12/diagnostics.zip"));
    assertEquals(
        Optional.of(new JobPath(JobPath.Kind.THUMBNAIL, 12, 3)),
        JobPath.of("/12/outputs/3/thumbnail"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.SPEC, 12)), JobPath.of("/12/spec"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.PERMITTED, 12)), JobPath.of("/12/permitted"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.RESUBMIT, 12)), JobPath.of("/12/resubmit"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.UNBLOCK, 12)), JobPath.of("/12/unblock"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.RELEASE, 12)), JobPath.of("/12/release"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.EDIT, 0)), JobPath.of("/edit"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.ELSEWHERE, 0)), JobPath.of("/elsewhere"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.ACTIONS, 0)), JobPath.of("/actions"));
    assertEquals(Optional.of(new JobPath(JobPath.Kind.MATCHING, 0)), JobPath.of("/matching"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/view",
        "/view/",
        "/view/x",
        "/view/-1",
        "/view/1.5",
        "/view/9999999999",
        "/12",
        "/12/log"
      })
  void anythingElseIsNoPage(String path) {
    assertEquals(Optional.empty(), JobPath.of(path));
  }
}
