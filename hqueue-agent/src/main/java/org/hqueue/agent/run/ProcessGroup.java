package org.hqueue.agent.run;

/**
 * What runs of an assignment at one moment. Dead processes that nobody has waited for do not count.
 *
 * @param leaderRuns whether the first process, which records the exit code, is there
 * @param size processes of the group, the leader included
 * @param stopped how many of these are stopped
 */
record ProcessGroup(boolean leaderRuns, int size, int stopped) {
  boolean isEmpty() {
    return size == 0;
  }

  boolean isStopped() {
    return size > 0 && stopped == size;
  }
}
