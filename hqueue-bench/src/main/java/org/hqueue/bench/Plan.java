package org.hqueue.bench;

import java.util.List;

/**
 * How much of each is done.
 *
 * @param submissions single calls, for each number of connections
 * @param rounds how often what takes long is repeated
 * @param bigTree children of one job
 * @param depths of the queue behind the jobs whose dispatch is measured
 * @param demands how many different ones the jobs have
 * @param dispatched jobs whose dispatch is measured
 * @param hopeless jobs at the head of the queue that no client may run
 * @param agents that the jobs are dispatched to, of 16 CPUs each
 * @param idleAgents whose heartbeats are measured
 * @param idleSeconds for how long
 * @param roots and each with {@code childrenOfRoot} children, asked for with all attributes
 * @param asked jobs whose status one call asks for
 * @param reads calls of each kind
 */
record Plan(
    int submissions,
    int rounds,
    int bigTree,
    List<Integer> depths,
    List<Integer> demands,
    int dispatched,
    int hopeless,
    int agents,
    List<Integer> idleAgents,
    int idleSeconds,
    int roots,
    int childrenOfRoot,
    int asked,
    int reads) {

  /** Says nothing about speed, only that every scenario runs. */
  static final Plan TINY =
      new Plan(16, 1, 50, List.of(10), List.of(1, 5), 40, 5, 4, List.of(10), 11, 3, 10, 20, 3);

  static final Plan QUICK =
      new Plan(
          400,
          2,
          10_000,
          List.of(100, 10_000),
          List.of(1, 100),
          1_000,
          300,
          20,
          List.of(500),
          15,
          20,
          200,
          5_000,
          30);

  static final Plan FULL =
      new Plan(
          8_000,
          5,
          10_000,
          List.of(100, 10_000, 200_000),
          List.of(1, 100, 1_000),
          10_000,
          1_000,
          100,
          List.of(100, 1_000, 5_000),
          60,
          100,
          1_000,
          5_000,
          200);
}
