package org.hqueue.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.JobStatus;
import org.hqueue.testfarm.SimulatedAgent;
import org.junit.jupiter.api.Test;

/** What jobs say of the jobs below and above them (jobs.md section 1), on each database. */
abstract class TreeContract extends FarmFixture {

  @Test
  void underPolicyFinishedAParentRunsAfterAFailedChildAndEndsByItsOwnCommand() {
    SimulatedAgent agent = agent(1);
    List<Integer> ids =
        submitAll(
            spec(
                "dependencyPolicy",
                "finished",
                "children",
                List.of(
                    spec(
                        "command",
                        "after",
                        "dependencyPolicy",
                        "finished",
                        "children",
                        List.of(spec("command", "child"))))));
    finishNext(agent, 1);
    assertEquals(JobStatus.FAILED, status(ids.get(2)));
    assertEquals(JobStatus.RUNNING, status(ids.get(1)), "ready, and placed at once");
    finishNext(agent, 1);
    assertEquals(JobStatus.FAILED, status(ids.get(1)));
    assertEquals("exit code 1", view(ids.get(1), Set.of()).failureReason());
    assertEquals(JobStatus.SUCCEEDED, status(ids.get(0)), "a container so marked succeeds");
    assertCountersEqualARecount();
  }

  @Test
  void aNewJobUnderPolicyFinishedIsReadyAlthoughItsExistingChildFailed() {
    SimulatedAgent agent = agent(1);
    int child = submit(spec("command", "child"));
    finishNext(agent, 1);
    Map<String, Object> above =
        spec("command", "x", "dependencyPolicy", "finished", "childrenIds", List.of(child));
    assertEquals(JobStatus.RUNNING, status(submit(above)), "ready, and placed at once");
  }
}
