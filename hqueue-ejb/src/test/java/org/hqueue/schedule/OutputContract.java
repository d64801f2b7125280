package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hqueue.assignment.OutputPathStore;
import org.hqueue.database.Database;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.JobPart;
import org.hqueue.job.JobResult;
import org.hqueue.job.JobResultService;
import org.hqueue.job.JobView;
import org.hqueue.output.JobLogs;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** The files that jobs make, and the small pictures of them, on each database. */
abstract class OutputContract extends FarmFixture {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  @Test
  void filesOfTheSpecificationComeFirstAndAreOffered() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "true", "outputs", List.of("/b.exr", "/a.png")));
    assertEquals(List.of("/b.exr", "/a.png"), outputs(job));
    HeartbeatAnswer.Offer offer = beat(agent).start().get(0);
    assertEquals(List.of("/b.exr", "/a.png"), offer.outputs());
    tells(agent, offer.id(), "/b.exr", "/a.png", "/c.png");
    assertEquals(List.of("/b.exr", "/a.png", "/c.png"), outputs(job));
  }

  @Test
  void aGrowingListIsWrittenOnceAndARepeatedOneChangesNothing() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "true"));
    int id = startNext(agent);
    tells(agent, id, "/1.png");
    tells(agent, id, "/1.png", "/2.png");
    tells(agent, id, "/1.png", "/2.png");
    tells(agent, id, "/1.png");
    assertEquals(List.of("/1.png", "/2.png"), outputs(job));
  }

  @Test
  void moreThanIsKeptIsCutNotRefused() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "true"));
    int id = startNext(agent);
    String[] many =
        IntStream.range(0, 150).mapToObj(i -> i + "é".repeat(2000)).toArray(String[]::new);
    tells(agent, id, many);
    assertEquals(100, outputs(job).size());
    assertEquals(many[99].substring(0, 1000), outputs(job).get(99));
  }

  @Test
  void aPictureIsShownForTheNewestTryAndGoesWithTheJob() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "true", "triesLeft", 1));
    int first = startNext(agent);
    tells(agent, first, "/sheet.png");
    agent.exit(first, 1);
    beat(agent);
    agent.forget(first);
    int second = startNext(agent);
    tells(agent, second, "/other.png", "/sheet.png");
    AgentLogService service = farm.get(AgentLogService.class);
    String agentId = agent.report(0).agent().id();
    assertEquals(
        AgentLogService.Status.FOREIGN,
        farm.call(() -> service.picture(second, "somebody else", 2, PNG)));
    assertEquals(
        AgentLogService.Status.UNKNOWN, farm.call(() -> service.picture(999_999, agentId, 2, PNG)));
    assertEquals(
        AgentLogService.Status.WRITTEN, farm.call(() -> service.picture(second, agentId, 2, PNG)));
    List<JobView.LogLine> told = view(job, Set.of(JobPart.LOG)).log();
    assertEquals("a picture of file 2 has come", told.get(told.size() - 1).text());
    JobResultService results = farm.get(JobResultService.class);
    assertEquals(
        List.of(new JobResult(1, "/sheet.png", true), new JobResult(2, "/other.png", false)),
        farm.call(() -> results.results(job)));
    assertArrayEquals(PNG, farm.call(() -> results.thumbnail(job, 1)).orElseThrow());
    for (int none : List.of(0, 2, 3)) {
      assertTrue(farm.call(() -> results.thumbnail(job, none)).isEmpty());
    }
    farm.get(JobLogs.class).delete(job);
    assertTrue(farm.call(() -> results.thumbnail(job, 1)).isEmpty());
  }

  @Test
  void theFilesOfADeletedJobAreForgotten() {
    SimulatedAgent agent = agent(1);
    int job = submit(spec("command", "true"));
    int id = startNext(agent);
    tells(agent, id, "/1.png");
    agent.exit(id, 0);
    beat(agent);
    assertEquals(1, kept(id));
    farm.run(() -> actions.delete(List.of(job)));
    assertEquals(0, kept(id));
    assertTrue(farm.call(() -> farm.get(OutputPathStore.class).ofJobs(List.of(job))).isEmpty());
  }

  @Test
  void pathsThatCannotBeKeptAreRefused() {
    for (Object bad :
        List.of(List.of("a\nb"), List.of(" "), "x".repeat(1001), Collections.nCopies(101, "a"))) {
      assertThrows(BadSpecException.class, () -> submit(spec("outputs", bad)));
    }
    assertEquals(List.of("/lone.png"), outputs(submit(spec("outputs", "/lone.png"))));
  }

  private List<String> outputs(int job) {
    List<String> outputs = view(job, Set.of(JobPart.OUTPUTS)).outputs();
    return outputs == null ? List.of() : outputs;
  }

  private void tells(SimulatedAgent agent, int assignment, String... paths) {
    agent.tells(assignment, List.of(paths));
    beat(agent);
  }

  private int kept(int assignment) {
    return farm.call(
        () ->
            farm.get(Database.class)
                .query(
                    "select number from assignment_output where assignment_id = ?",
                    row -> row.integer("number"),
                    assignment)
                .size());
  }
}
