package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.database.Database;
import org.hqueue.job.JobStatus;
import org.hqueue.job.SubmissionKeyService;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** Calls that submit jobs: repeated ones, and jobs that are split into frames. */
abstract class SubmissionContract extends FarmFixture {

  @Test
  void aCallWithAKeyThatWasStoredBeforeGetsTheIdsOfThatTimeAndStoresNothing() {
    Map<String, Object> first =
        spec("submissionKey", "key of " + host, "children", List.of(spec("name", "c")));
    List<Map<String, Object>> call = List.of(first, spec("name", "second"));
    List<Integer> ids = submitAll(call, List.of(), List.of());
    assertEquals(3, ids.size());
    long before = total();
    assertEquals(ids, submitAll(call, List.of(), List.of()));
    assertEquals(ids, submitAll(List.of(first), List.of(), List.of()), "whatever else it says");
    assertEquals(before, total());
    List<Map<String, Object>> turned = List.of(spec("name", "other"), first);
    assertNotEquals(ids.get(0), submitAll(turned, List.of(), List.of()).get(0));
  }

  @Test
  void aSubmissionKeyIsKeptSevenDays() {
    Map<String, Object> spec = spec("submissionKey", "key of " + host);
    int id = submit(spec);
    farm.clock().advance(Duration.ofDays(7).minusMinutes(1));
    assertFalse(farm.call(() -> farm.get(SubmissionKeyService.class).run()));
    assertEquals(id, submit(spec));
    farm.clock().advance(Duration.ofMinutes(1));
    int second = submit(spec);
    assertNotEquals(id, second, "also before the duty has run");
    farm.clock().advance(Duration.ofDays(8));
    farm.call(() -> farm.get(SubmissionKeyService.class).run());
    assertEquals(
        List.of(),
        farm.call(
            () ->
                farm.get(Database.class)
                    .query("select key_text from submission_key", row -> row.text("key_text"))));
  }

  @Test
  void ofCallsWithOneKeyAtOnceTheOthersWaitAndGetTheSameIds() throws Exception {
    Map<String, Object> spec = spec("submissionKey", "key of " + host);
    List<Integer> ids = Collections.synchronizedList(new ArrayList<>());
    atOnce(4, () -> ids.add(submit(spec)));
    assertEquals(4, ids.size());
    assertEquals(1, Set.copyOf(ids).size(), ids.toString());
  }

  @Test
  void aJobSplitIntoFramesIsAContainerWhoseChunksKnowTheirFrames() {
    SimulatedAgent agent = agent(4);
    List<Integer> ids =
        submitAll(spec("command", "render", "frames", "1-4", "framesPerJob", 2, "cpus", 2));
    assertEquals(3, ids.size());
    assertEquals(JobStatus.QUEUED, status(ids.get(0)));
    List<HeartbeatAnswer.Offer> offers = beat(agent).start();
    assertEquals(
        List.of("1-2", "3-4"),
        offers.stream().map(offer -> offer.environment().get("HQFRAMES")).toList());
    assertEquals("job (frames 3-4)", view(ids.get(2), Set.of()).name());
    for (HeartbeatAnswer.Offer offer : offers) {
      agent.start(offer.id());
      agent.exit(offer.id(), 0);
    }
    beat(agent);
    beat(agent);
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)));
    assertTrue(client().cpusInUse() == 0);
  }
}
