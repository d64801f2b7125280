package org.hqueue.bench;

import java.time.Duration;
import java.util.List;

/** How much of each is done. */
enum Plan {
  /** Says nothing about speed, only that every scenario runs. */
  TINY,
  /** Two minutes. */
  QUICK,
  /** Twenty minutes. */
  FULL;

  private <T> T of(T tiny, T quick, T full) {
    return switch (this) {
      case TINY -> tiny;
      case QUICK -> quick;
      case FULL -> full;
    };
  }

  /**
   * The first single calls, and the first jobs dispatched: the server has just started, and most of
   * its CPU goes into compiling. They are measured on their own and have no goal.
   */
  int first() {
    return of(8, 1_500, 5_000);
  }

  /**
   * Single calls, and jobs dispatched, between these and the ones that have a goal: until then the
   * server goes on compiling, and gets faster by it.
   */
  int warmUp() {
    return of(8, 0, 30_000);
  }

  /** Single calls over many connections; over one it is a quarter. */
  int submissions() {
    return of(16, 800, 8_000);
  }

  /** How often what takes long is repeated. */
  int rounds() {
    return of(1, 2, 5);
  }

  /** Children of one job. */
  int bigTree() {
    return of(50, 10_000, 10_000);
  }

  /** Children of the root that is cancelled, rescheduled and deleted. */
  int actedOn() {
    return of(50, 10_000, 20_000);
  }

  /** Lengths of the queue behind the jobs whose dispatch is measured. */
  List<Integer> depths() {
    return of(List.of(10), List.of(100, 10_000), List.of(100, 10_000, 200_000));
  }

  /** How many different ones the jobs have. */
  List<Integer> demands() {
    return of(List.of(1, 5), List.of(1, 100), List.of(1, 100, 1_000));
  }

  /** Jobs whose dispatch is measured. */
  int dispatched() {
    return of(40, 1_000, 10_000);
  }

  /** Jobs at the head of the queue that no client may run. */
  int hopeless() {
    return of(5, 300, 1_000);
  }

  /** Those that jobs are dispatched to, of 16 CPUs each. */
  int agents() {
    return of(4, 20, 100);
  }

  /** Jobs that wait for the CPUs of a busy farm. */
  int loadedQueue() {
    return of(100, 1_000, 10_000);
  }

  /** How long the processes of a busy farm run: its CPUs become free one by one within that. */
  Duration work() {
    return Duration.ofSeconds(of(1, 2, 8));
  }

  /** Agents whose heartbeats are measured. */
  List<Integer> idleAgents() {
    return of(List.of(10), List.of(500), List.of(100, 1_000, 5_000));
  }

  /** For how long that is done. */
  int idleSeconds() {
    return of(11, 11, 40);
  }

  /** Roots that are asked for with all attributes. */
  int roots() {
    return of(3, 20, 100);
  }

  /** How many children each of them has. */
  int childrenOfRoot() {
    return of(10, 200, 1_000);
  }

  /** Jobs whose status one call asks for. */
  int asked() {
    return of(20, 5_000, 5_000);
  }

  /** Calls of each kind that reads. */
  int reads() {
    return of(3, 30, 200);
  }

  /** Jobs whose way to an idle farm is timed: of fewer than 100 the p99 would be the slowest. */
  int latencies() {
    return of(6, 150, 400);
  }

  /** Scripts that ask at the same time, for {@link #asked} jobs each. */
  int pollers() {
    return of(2, 4, 8);
  }

  /** Processes on a real agent. */
  int realJobs() {
    return of(20, 300, 3_000);
  }

  /** Jobs that other schedulers run. */
  int peerJobs() {
    return of(50, 500, 3_000);
  }

  /** Finished jobs that the server keeps. */
  int history() {
    return of(200, 20_000, 1_000_000);
  }
}
