package org.hqueue.agent.run;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.hqueue.agent.server.Offer;

/**
 * What the agent needs of an operating system to run commands: one implementation for each. For
 * many threads.
 */
interface ProcessControl {

  /**
   * Why the offer cannot be started on this machine, in words for the user; empty when nothing is
   * known against it. Cheap, starts nothing.
   */
  Optional<String> objection(Offer offer, Map<String, String> environment);

  /**
   * Starts the offer's command, in a process group and session of its own and in the folder's work
   * folder, with its output to the folder's output file. Does not wait for it. The process goes on
   * when the agent ends, and leaves its identity and exit code in the folder. Started twice on one
   * folder, at whatever moments, the command runs once.
   *
   * @param environment variables over those of the agent's process
   * @return the wrapper, a child of the agent
   */
  Process start(Offer offer, AssignmentFolder folder, Map<String, String> environment)
      throws IOException;

  /** The identity of a process that {@link #start} has just returned. */
  ProcessIdentity identify(Process process);

  /** The identity that the folder's process left there; empty when it has not come to that. */
  Optional<ProcessIdentity> recorded(AssignmentFolder folder) throws IOException;

  /** The exit code that the folder's process left there; empty when there is none (yet). */
  Optional<Integer> exitCode(AssignmentFolder folder) throws IOException;

  /** Whether the leader runs; far cheaper than {@link #group}. */
  boolean leaderRuns(ProcessIdentity process);

  /** What runs of the command, processes that left its group or session included. */
  ProcessGroup group(ProcessIdentity process, AssignmentFolder folder) throws IOException;

  /** Sends a signal to all that runs of the command; nothing happens to what is dead. */
  void signal(ProcessIdentity process, AssignmentFolder folder, GroupSignal signal)
      throws IOException;

  /** Gives back what the operating system keeps for the folder's command, of which nothing runs. */
  void release(AssignmentFolder folder);
}
