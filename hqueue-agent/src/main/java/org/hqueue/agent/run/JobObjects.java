package org.hqueue.agent.run;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What Windows has to say of processes and cannot be asked in Java. Job objects are called by name,
 * so that the next agent finds them. For many threads.
 */
interface JobObjects {

  /**
   * What runs in a job object.
   *
   * @param pids of its processes
   * @param cpuTicks what they, and those that have ended, used of CPUs, in 10 ms
   */
  record Contents(List<Long> pids, long cpuTicks) {}

  /**
   * Puts a process, and with it all that it starts, into the job object, a new one if there is none
   * of the name. It lasts as long as any of them does and is not ended with the agent.
   */
  void enclose(String name, long pid) throws IOException;

  /** What is in the job object; empty when there is none of the name. */
  Optional<Contents> contents(String name) throws IOException;

  /** Lets go of the job object, once its command is forgotten; nothing in it is ended. */
  void release(String name);

  /** Ends all that is in the job object at once; nothing happens if there is none. */
  void terminate(String name, int exitCode) throws IOException;

  /**
   * Sends Ctrl+Break to all at the console of the process; nothing happens where that is the
   * agent's own console, or none.
   */
  void sendBreak(long pid);

  /** Stops all threads of the process, once more for each call; nothing happens if it has ended. */
  void suspend(long pid);

  /** Takes back one {@link #suspend}. */
  void resume(long pid);
}
