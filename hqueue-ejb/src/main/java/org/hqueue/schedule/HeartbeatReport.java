package org.hqueue.schedule;

import java.time.Instant;
import java.util.List;
import org.hqueue.client.Machine;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says in {@code agent.heartbeat}; {@code docs/agent-protocol.md} tells each field.
 *
 * @param agent who speaks
 * @param facts what its machine has
 * @param number grows within the session
 * @param holdSeconds how long the call may be held open, 0 = answer at once
 * @param leaving the agent is shutting down: nothing new for it
 * @param heeding how far it is with what was wanted of it
 * @param assignments everything that it holds
 * @param address where the call came from
 */
public record HeartbeatReport(
    Agent agent,
    Facts facts,
    int number,
    int holdSeconds,
    boolean leaving,
    Heeding heeding,
    List<Held> assignments,
    String address) {

  /** A report of an agent of which nothing was wanted. */
  public HeartbeatReport(
      Agent agent,
      Facts facts,
      int number,
      int holdSeconds,
      boolean leaving,
      List<Held> assignments,
      String address) {
    this(agent, facts, number, holdSeconds, leaving, Heeding.NOTHING, assignments, address);
  }

  /**
   * How far an agent is with what was wanted of it.
   *
   * @param number of the wish that it obeys or has obeyed, 0 = none
   * @param fault why it could not, "" if it could or still tries
   * @param gone it ends now, for good: its client may be hidden
   */
  public record Heeding(long number, String fault, boolean gone) {

    /** Nothing was wanted. */
    public static final Heeding NOTHING = new Heeding(0, "", false);
  }

  /**
   * Identity of an agent.
   *
   * @param id random, kept in its state folder
   * @param session random, new at every start
   * @param sessionStart when the session began
   * @param bootId of the machine's kernel
   * @param hostname its machine
   * @param name "" or the client's name on its machine
   */
  public record Agent(
      String id,
      String session,
      Instant sessionStart,
      String bootId,
      String hostname,
      String name) {

    /** {@code hostname}, or {@code hostname:name} for a named client. */
    public String label() {
      return name.isEmpty() ? hostname : hostname + ":" + name;
    }
  }

  /**
   * What the agent and its machine are.
   *
   * @param port where the agent answers, 0 = nowhere
   * @param version of the agent
   * @param program SHA-256 of the file that it runs from, "" unknown
   * @param autoUpgrade it wants the server's program by itself
   * @param machine what seldom changes
   * @param freeMemoryKilobytes KiB
   * @param load one minute average, -1 unknown
   * @param freeDiskKilobytes KiB on the disk with the agent's folder, 0 unknown
   * @param idleMinutes since somebody used the machine, -1 unknown
   * @param unfit why the machine should get no job, "" when it may
   */
  public record Facts(
      int port,
      String version,
      String program,
      boolean autoUpgrade,
      Machine machine,
      long freeMemoryKilobytes,
      double load,
      long freeDiskKilobytes,
      int idleMinutes,
      String unfit) {

    /** Facts of a machine of which only the most needed is known. */
    public Facts(
        int port,
        String version,
        String platform,
        int cpus,
        long memoryKilobytes,
        long freeMemoryKilobytes,
        double load) {
      this(
          port,
          version,
          "",
          false,
          new Machine(platform, cpus, memoryKilobytes),
          freeMemoryKilobytes,
          load,
          0,
          -1,
          "");
    }
  }

  /**
   * An assignment on the agent's disk.
   *
   * @param id the assignment
   * @param state what its process does
   * @param progress 0.0 to 1.0, -1 none yet
   * @param logLength bytes of output
   * @param startedAt null before the process started
   * @param end only when its command has ended
   * @param callbacks how its callbacks ended; null unless all that were wanted have
   * @param outputs paths of the files that it has made, as far as it has told of them
   */
  public record Held(
      int id,
      State state,
      double progress,
      long logLength,
      @Nullable Instant startedAt,
      @Nullable End end,
      @Nullable List<CallbackEnd> callbacks,
      List<String> outputs) {

    /** Without files that it has told of. */
    public Held(
        int id,
        State state,
        double progress,
        long logLength,
        @Nullable Instant startedAt,
        @Nullable End end,
        @Nullable List<CallbackEnd> callbacks) {
      this(id, state, progress, logLength, startedAt, end, callbacks, List.of());
    }

    /** Without callbacks that have ended. */
    public Held(
        int id,
        State state,
        double progress,
        long logLength,
        @Nullable Instant startedAt,
        @Nullable End end) {
      this(id, state, progress, logLength, startedAt, end, null);
    }
  }

  /** How a callback of that name ended. */
  public record CallbackEnd(String name, End end) {}

  /** What the process of an assignment does. */
  public enum State {
    /** On the agent's disk, not started. */
    ACCEPTED,
    /** Running. */
    RUNNING,
    /** Its process group is stopped. */
    PAUSED,
    /** Its command has ended, and its callbacks run. */
    CALLBACK,
    /** Its process group is gone. */
    ENDED
  }

  /**
   * How a process ended.
   *
   * @param outcome by whose doing
   * @param exitCode null when unknown
   * @param signal that ended it, null if none
   * @param reason for people, "" if the outcome says all
   * @param endedAt by the agent's clock
   * @param verdict what the offer's rules say of it
   * @param cause with a verdict that a line of output was the cause of, that line and the pattern;
   *     "" otherwise
   */
  public record End(
      Outcome outcome,
      @Nullable Integer exitCode,
      @Nullable Integer signal,
      String reason,
      Instant endedAt,
      Verdict verdict,
      String cause) {

    /** An end that the offer's rules say nothing of. */
    public End(
        Outcome outcome,
        @Nullable Integer exitCode,
        @Nullable Integer signal,
        String reason,
        Instant endedAt) {
      this(outcome, exitCode, signal, reason, endedAt, Verdict.NONE, "");
    }
  }

  /** What the rules of an offer say of an end. */
  public enum Verdict {
    /** Nothing. */
    NONE,
    /** It ran longer than it may, and was ended. */
    TIMEOUT,
    /** It neither printed nor worked, and was ended. */
    HUNG,
    /** An exit code or a line puts the job back. */
    REQUEUE,
    /** A line or an exit code makes it a failure. */
    ERROR,
    /** It ended sooner than it can have done its work. */
    TOOSHORT,
    /** An exit code other than 0 that is a success. */
    SUCCESS
  }

  /** By whose doing a process ended. */
  public enum Outcome {
    /** By itself. */
    EXITED,
    /** The agent ended it because the server asked. */
    STOPPED,
    /** The agent gave it back because it is shutting down. */
    RETURNED,
    /** It vanished without an exit code. */
    LOST,
    /** It could not be started. */
    REFUSED
  }
}
