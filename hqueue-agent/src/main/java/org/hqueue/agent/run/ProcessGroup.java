package org.hqueue.agent.run;

/**
 * What runs of an assignment at one moment. Dead processes that nobody has waited for do not count.
 *
 * @param leaderRuns whether the first process, which records the exit code, is there
 * @param size processes of the group, the leader included
 * @param stopped how many of these are stopped
 * @param waiting how many of these wait in the kernel and heed no signal
 * @param cpuTicks what all of them, and those they have waited for, used of CPUs, in 10 ms
 */
record ProcessGroup(boolean leaderRuns, int size, int stopped, int waiting, long cpuTicks) {
  boolean isEmpty() {
    return size == 0;
  }

  /**
   * Whether all of them are stopped. One that waits in the kernel counts if another is stopped: the
   * signal meets it before it does anything else. A shell is such a one for good when its child was
   * stopped between vfork and exec.
   */
  boolean isStopped() {
    return stopped > 0 && stopped + waiting == size;
  }
}
