package org.hqueue.web.console.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.JobStatus;
import org.hqueue.search.JobSearch;
import org.junit.jupiter.api.Test;

class JobListStateTest {

  private static final JobSearch ROOTS =
      new JobSearch(Set.of(), "", "", "", "", null, null, true, false, null, null, null, Map.of());

  @Test
  void nothingInTheUrlMeansTheNewestRootJobs() {
    JobListState state = state(Map.of());
    assertEquals(ROOTS, state.search(ZoneOffset.UTC));
    assertEquals(new JobSearch.Page(JobSearch.Sort.ID, true, 0, 50), state.part());
    assertEquals("", state.queryString());
    assertFalse(state.isFiltered());
  }

  @Test
  void everythingShownIsInTheUrlAndReadFromIt() {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("page", "3");
    parameters.put("sort", "submitted-by");
    parameters.put("desc", "1");
    parameters.put("status", "running");
    parameters.put("name", "a&b ü");
    parameters.put("by", "ann");
    parameters.put("client", "node7:a");
    parameters.put("label", "show=kitsune");
    parameters.put("since", "2026-11-23");
    parameters.put("until", "2026-11-24");
    parameters.put("all", "1");
    JobListState state = state(parameters);
    assertEquals(
        new JobSearch(
            Set.of(JobStatus.RUNNING),
            "a&b ü",
            "ann",
            "",
            "node7:a",
            null,
            null,
            false,
            false,
            null,
            Instant.parse("2026-11-22T15:00:00Z"),
            Instant.parse("2026-11-24T15:00:00Z"),
            Map.of("show", "kitsune")),
        state.search(ZoneId.of("Asia/Tokyo")));
    assertEquals(new JobSearch.Page(JobSearch.Sort.SUBMITTED_BY, true, 100, 50), state.part());
    assertEquals(
        "?status=running&name=a%26b+%C3%BC&by=ann&client=node7%3Aa&label=show%3Dkitsune&since=2026-11-23"
            + "&until=2026-11-24&all=1&sort=submitted-by&desc=1&page=3",
        state.queryString());
    assertTrue(state.isFiltered());
    assertEquals(state, JobListState.ofQuery(state.queryString()));
  }

  @Test
  void whatCannotBeReadIsAsIfItWereLeftOut() {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("page", "-1");
    parameters.put("sort", "colour");
    parameters.put("status", "done");
    parameters.put("label", "kitsune");
    parameters.put("since", "yesterday");
    parameters.put("all", "yes");
    JobListState state = state(parameters);
    assertEquals(ROOTS, state.search(ZoneOffset.UTC));
    assertEquals(1, state(Map.of("page", "0")).page());
    assertEquals(1, state(Map.of("page", "99999999999")).page());
  }

  @Test
  void aGroupStandsForAllItsStatuses() {
    assertEquals(
        JobStatus.FINISHED, state(Map.of("status", "finished")).search(ZoneOffset.UTC).statuses());
    assertEquals("?status=unfinished", state(Map.of("status", "unfinished")).queryString());
  }

  @Test
  void childrenComeInTheOrderOfSubmissionAndTheirParentIsInThePath() {
    JobListState state = state(Map.of("parent", "12"));
    assertEquals(12, state.search(ZoneOffset.UTC).parentId());
    assertFalse(state.search(ZoneOffset.UTC).rootsOnly());
    assertFalse(state.descending());
    assertEquals("", state.queryString());
    assertEquals("?status=failed&parent=12", state.onlyStatus("failed").matchQuery());
    assertEquals(state, JobListState.ofQuery(state.matchQuery()));
  }

  @Test
  void sortingTwiceByAColumnTurnsTheOrderAndGoesToTheFirstPage() {
    JobListState once = state(Map.of("page", "4")).sortedBy(JobSearch.Sort.NAME);
    assertEquals("?sort=name", once.queryString());
    assertEquals("?sort=name&desc=1", once.sortedBy(JobSearch.Sort.NAME).queryString());
    assertEquals("?sort=id", state(Map.of()).sortedBy(JobSearch.Sort.ID).queryString());
  }

  @Test
  void anotherPageKeepsTheFilter() {
    assertEquals("?by=ann&page=2", state(Map.of("by", "ann")).atPage(2).queryString());
  }

  private static JobListState state(Map<String, String> parameters) {
    return JobListState.of(parameters::get);
  }
}
