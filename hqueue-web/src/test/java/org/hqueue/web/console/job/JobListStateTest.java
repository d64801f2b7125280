package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.hqueue.job.JobQuery;
import org.hqueue.job.JobStatus;
import org.junit.jupiter.api.Test;

class JobListStateTest {

  @Test
  void nothingInTheUrlMeansTheNewestRootJobs() {
    JobListState state = state(Map.of());
    assertEquals(JobQuery.newestRoots(0, 50), state.query());
    assertEquals("", state.queryString());
    assertFalse(state.isFiltered());
  }

  @Test
  void everythingShownIsInTheUrlAndReadFromIt() {
    Map<String, String> parameters =
        Map.of(
            "page",
            "3",
            "sort",
            "submitted-by",
            "desc",
            "1",
            "status",
            "running",
            "name",
            "a&b ü",
            "by",
            "ann",
            "all",
            "1");
    JobListState state = state(parameters);
    assertEquals(
        new JobQuery(
            Set.of(JobStatus.RUNNING),
            "a&b ü",
            "ann",
            false,
            null,
            JobQuery.Sort.SUBMITTED_BY,
            true,
            100,
            50),
        state.query());
    assertEquals(
        "?status=running&name=a%26b+%C3%BC&by=ann&all=1&sort=submitted-by&desc=1&page=3",
        state.queryString());
    assertTrue(state.isFiltered());
  }

  @Test
  void whatCannotBeReadIsAsIfItWereLeftOut() {
    JobListState state =
        state(Map.of("page", "-1", "sort", "colour", "status", "done", "all", "yes"));
    assertEquals(JobQuery.newestRoots(0, 50), state.query());
    assertEquals(1, state(Map.of("page", "0")).page());
    assertEquals(1, state(Map.of("page", "99999999999")).page());
  }

  @Test
  void sortingTwiceByAColumnTurnsTheOrderAndGoesToTheFirstPage() {
    JobListState once = state(Map.of("page", "4")).sortedBy(JobQuery.Sort.NAME);
    assertEquals("?sort=name", once.queryString());
    assertEquals("?sort=name&desc=1", once.sortedBy(JobQuery.Sort.NAME).queryString());
    assertEquals("?sort=id", state(Map.of()).sortedBy(JobQuery.Sort.ID).queryString());
  }

  @Test
  void anotherPageKeepsTheFilter() {
    assertEquals("?by=ann&page=2", state(Map.of("by", "ann")).atPage(2).queryString());
  }

  private static JobListState state(Map<String, String> parameters) {
    return JobListState.of(parameters::get);
  }
}
