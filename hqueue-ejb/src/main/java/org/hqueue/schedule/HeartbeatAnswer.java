package org.hqueue.schedule;

import java.util.List;
import java.util.Map;
import org.hqueue.assignment.Callback;
import org.hqueue.client.ClientWish;
import org.hqueue.job.JobPolicy;

/**
 * What the server wants of an agent; {@code docs/agent-protocol.md} tells each field.
 *
 * @param refused "" or why the server does not want this agent; then nothing else counts but {@code
 *     retryAfterSeconds}
 * @param retryAfterSeconds when to ask again after a refusal
 * @param clientId the agent's client record
 * @param intervalSeconds between heartbeats
 * @param start offers
 * @param stop what to end
 * @param pause assignments to halt
 * @param resume assignments to continue
 * @param callbacks what follows ends that are written down
 * @param forget ends that are written down
 * @param wish what is wanted of the agent itself
 */
public record HeartbeatAnswer(
    String refused,
    int retryAfterSeconds,
    int clientId,
    int intervalSeconds,
    List<Offer> start,
    List<Stop> stop,
    List<Integer> pause,
    List<Integer> resume,
    List<Callbacks> callbacks,
    List<Integer> forget,
    ClientWish wish) {

  /** Nothing is wanted of the agent itself. */
  public HeartbeatAnswer(
      String refused,
      int retryAfterSeconds,
      int clientId,
      int intervalSeconds,
      List<Offer> start,
      List<Stop> stop,
      List<Integer> pause,
      List<Integer> resume,
      List<Callbacks> callbacks,
      List<Integer> forget) {
    this(
        refused,
        retryAfterSeconds,
        clientId,
        intervalSeconds,
        start,
        stop,
        pause,
        resume,
        callbacks,
        forget,
        ClientWish.NONE);
  }

  /** The server does not want this agent. */
  public static HeartbeatAnswer refusal(String why, int retryAfterSeconds) {
    return new HeartbeatAnswer(
        why,
        retryAfterSeconds,
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** There is nothing to do for now. */
  public static HeartbeatAnswer nothing(int clientId, int intervalSeconds) {
    return new HeartbeatAnswer(
        "",
        0,
        clientId,
        intervalSeconds,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** Whether there is nothing for the agent to do, so that the call may be held open. */
  public boolean isEmpty() {
    return refused.isEmpty()
        && start.isEmpty()
        && stop.isEmpty()
        && pause.isEmpty()
        && resume.isEmpty()
        && callbacks.isEmpty()
        && forget.isEmpty()
        && wish.kind() == ClientWish.Kind.NONE;
  }

  /**
   * A command to run, the rules that its tries are timed and judged by, and the files that it is to
   * make, as far as they are known.
   */
  public record Offer(
      int id,
      int jobId,
      String command,
      String shell,
      Map<String, String> environment,
      int killGraceSeconds,
      JobPolicy policy,
      List<String> outputs) {}

  /** Callbacks to run one after the other, each for no longer than the timeout. */
  public record Callbacks(int id, int timeoutSeconds, List<Callback> run) {}

  /** A process group to end: TERM, then KILL after the grace. */
  public record Stop(int id, int graceSeconds) {}
}
