package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.event.EventKind;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.expiry.ExpiryDuty;
import org.hqueue.expiry.ExpiryService;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.note.NoteService;
import org.hqueue.note.NoteSubject;
import org.hqueue.phrase.Phrase;
import org.hqueue.requirement.Demand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deleted by itself, and when (jobs.md section 9). */
abstract class ExpiryContract extends FarmFixture {

  private ExpiryDuty expiry;

  @BeforeEach
  void newFarm() {
    close();
    assemble();
    farm.replace(
        ExpiryService.class,
        new ExpiryService() {
          @Override
          public boolean deletePart(int rootId, Instant before) {
            return farm.inTransaction(() -> super.deletePart(rootId, before));
          }

          @Override
          public int deleteRequirements(Set<Integer> used, int afterId, Instant now) {
            return farm.inTransaction(() -> super.deleteRequirements(used, afterId, now));
          }

          @Override
          public boolean deleteEvents(Instant before) {
            return farm.inTransaction(() -> super.deleteEvents(before));
          }
        });
    expiry = farm.get(ExpiryDuty.class);
  }

  @Test
  void aTreeGoesThirtyDaysAfterTheEndOfItsRootWithItsNotesAndLog() {
    List<Integer> ids = submitAll(spec("children", List.of(spec("command", "a"))));
    farm.run(() -> farm.get(NoteService.class).add("slow", null, ids.get(1), null, "ann"));
    farm.clock().advance(Duration.ofDays(20));
    farm.run(() -> actions.cancel(ids.subList(0, 1)));
    farm.clock().advance(Duration.ofDays(29));
    expiry.run();
    assertEquals(ids, known(ids), "its age counts from its end");
    farm.clock().advance(Duration.ofDays(2));
    expiry.run();
    assertEquals(List.of(), known(ids));
    assertEquals(
        Map.of(), farm.call(() -> farm.get(NoteService.class).briefs(NoteSubject.JOB, ids)));
    for (Integer id : ids) {
      assertEquals(List.of("DELETED"), kinds(id), "outputs are deleted upon these");
    }
  }

  @Test
  void whatNoJobDemandsAnyMoreIsDeletedAnHourAfterNoNewJobFindsIt() {
    int gone = submit(spec("command", "a", "cpus", 3));
    int kept = submit(spec("command", "a", "cpus", 2));
    farm.run(() -> actions.cancel(List.of(gone)));
    farm.run(() -> actions.delete(List.of(gone)));
    expiry.run();
    assertEquals(List.of(2, 3), demanded(), "a submission may just have found it");
    submit(spec("command", "a", "cpus", 3));
    assertEquals(List.of(2, 3, 3), demanded(), "a new job finds the old one no more");
    farm.clock().advance(Duration.ofHours(1));
    expiry.run();
    assertEquals(List.of(2, 3), demanded());
    expiry.run();
    agent(5);
    assertEquals(JobStatus.RUNNING, status(kept), "what it demands is known still");
  }

  @Test
  void aDemandThatASubmissionHadFoundBeforeItWasHiddenStays() {
    int job = submit(spec("command", "a"));
    ExpiryService service = farm.get(ExpiryService.class);
    Instant now = farm.clock().instant();
    service.deleteRequirements(Set.of(), 0, now);
    farm.clock().advance(Duration.ofHours(2));
    expiry.run();
    agent(1);
    assertEquals(JobStatus.RUNNING, status(job));
  }

  private List<Integer> demanded() {
    return farm
        .get(Database.class)
        .query(
            "select demand from requirement where demand like '%host%'",
            row -> Demand.ofText(row.text("demand")).room().cpus())
        .stream()
        .sorted()
        .toList();
  }

  @Test
  void whatHasNotEndedStays() {
    List<Integer> ids = submitAll(spec("children", List.of(spec("command", "a"))));
    farm.clock().advance(Duration.ofDays(100));
    expiry.run();
    assertEquals(ids, known(ids));
  }

  @Test
  void treesThatShareAJobGoTogether() {
    List<Integer> ids =
        submitAll(
            List.of(
                spec("name", "a", "childStubIds", List.of("c")),
                spec("name", "b", "childStubIds", List.of("c")),
                spec("name", "c", "command", "c", "stubId", "c")),
            List.of(),
            List.of());
    farm.run(() -> actions.cancel(List.of(ids.get(0), ids.get(2))));
    farm.clock().advance(Duration.ofDays(31));
    int late = submit(spec("name", "late", "childrenIds", List.of(ids.get(2))));
    farm.run(() -> actions.cancel(List.of(late)));
    expiry.run();
    assertEquals(ids, known(ids), "a root above the shared job is not due");
    farm.clock().advance(Duration.ofDays(31));
    expiry.run();
    assertEquals(List.of(), known(ids));
    assertEquals(List.of(), known(List.of(late)));
  }

  @Test
  void aLargeTreeGoesInSeveralTransactions() {
    List<Map<String, Object>> children = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      children.add(Map.of("name", "f" + i));
    }
    List<Integer> ids = submitAll(spec("children", children));
    farm.clock().advance(Duration.ofDays(31));
    Instant before = farm.clock().instant().minus(Duration.ofDays(30));
    ExpiryService service = farm.get(ExpiryService.class);
    assertTrue(service.deletePart(ids.get(0), before), "there is more");
    assertEquals(1_501, known(ids).size());
    assertCountersEqualARecount();
    expiry.run();
    assertEquals(List.of(), known(ids));
  }

  @Test
  void eventsGoAfterNinetyDays() {
    int job = submit(spec("command", "a"));
    farm.clock().advance(Duration.ofDays(91));
    EventStore events = farm.get(EventStore.class);
    farm.run(
        () ->
            events.append(
                List.of(new NewEvent(EventKind.REMARK, job, null, "", Phrase.NOT_HELD.with())),
                farm.clock().instant()));
    expiry.run();
    assertEquals(List.of("REMARK"), kinds(job));
    assertEquals(List.of(job), known(List.of(job)));
  }

  private List<Integer> known(List<Integer> ids) {
    return farm.call(() -> jobs.views(ids, Set.of())).stream().map(JobView::id).toList();
  }

  private List<String> kinds(int jobId) {
    return farm.get(Database.class)
        .query(
            "select kind from job_event where job_id = ? order by id",
            row -> row.text("kind"),
            jobId);
  }
}
