package org.hqueue.schedule;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.hqueue.assignment.Assignment;
import org.hqueue.assignment.AssignmentStore;
import org.hqueue.client.Client;
import org.hqueue.client.ClientStore;
import org.hqueue.event.EventStore;
import org.hqueue.event.NewEvent;
import org.hqueue.job.JobStore;
import org.hqueue.output.JobLogs;
import org.hqueue.output.OutputWatch;
import org.hqueue.output.Thumbnails;
import org.hqueue.phrase.Phrase;
import org.jspecify.annotations.Nullable;

/** Takes the output of jobs from agents, chunk by chunk, and pictures of what they have made. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class AgentLogService {

  @Inject AssignmentStore assignments;
  @Inject ClientStore clients;
  @Inject JobStore jobs;
  @Inject JobLogs logs;
  @Inject Thumbnails thumbnails;
  @Inject OutputWatch watch;
  @Inject EventStore events;
  @Inject Clock clock;

  /** What became of a chunk. */
  public enum Status {
    /** Written, or known already. */
    WRITTEN,
    /** Bytes before it are missing. */
    GAP,
    /** There is no such assignment, or its job was deleted. */
    UNKNOWN,
    /** The assignment belongs to another agent. */
    FOREIGN
  }

  /**
   * What became of a chunk.
   *
   * @param length bytes of the assignment's output that the server has now
   */
  public record Appended(Status status, long length) {}

  /**
   * Takes a chunk that begins at {@code offset}; a repeated one changes nothing.
   *
   * @param agentId who sends it
   */
  public Appended append(int assignmentId, String agentId, long offset, byte[] chunk) {
    Assignment assignment = assignments.find(assignmentId);
    if (isUnknown(assignment)) {
      return new Appended(Status.UNKNOWN, 0);
    }
    if (!isOf(assignment, agentId)) {
      return new Appended(Status.FOREIGN, 0);
    }
    long length = logs.append(assignment.jobId(), assignmentId, offset, chunk);
    if (length < offset) {
      return new Appended(Status.GAP, length);
    }
    watch.hasGrown(assignment.jobId());
    return new Appended(Status.WRITTEN, length);
  }

  /**
   * Takes the small picture of a file that an assignment has made; a later one counts. It may come
   * after the job's end, so an event tells of it.
   *
   * @param agentId who sends it
   * @param number of the file, from 1 as the agent tells them
   */
  public Status picture(int assignmentId, String agentId, int number, byte[] png) {
    Assignment assignment = assignments.find(assignmentId);
    if (isUnknown(assignment)) {
      return Status.UNKNOWN;
    }
    if (!isOf(assignment, agentId)) {
      return Status.FOREIGN;
    }
    thumbnails.write(assignment.jobId(), assignmentId, number, png);
    events.append(
        List.of(NewEvent.remark(assignment.jobId(), Phrase.PICTURE.with(number))), clock.instant());
    return Status.WRITTEN;
  }

  private boolean isUnknown(@Nullable Assignment assignment) {
    return assignment == null || jobs.states(List.of(assignment.jobId())).isEmpty();
  }

  private boolean isOf(Assignment assignment, String agentId) {
    return clients.find(List.of(assignment.clientId())).stream()
        .map(Client::agentId)
        .anyMatch(agentId::equals);
  }
}
