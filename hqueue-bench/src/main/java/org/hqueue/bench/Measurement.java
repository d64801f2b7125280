package org.hqueue.bench;

/**
 * One row of the table.
 *
 * @param name what was done, with the numbers that it depends on
 * @param pieces how many calls, jobs or heartbeats were done in all
 * @param median milliseconds, as {@code p95} and {@code p99}; NaN where no single times were taken
 * @param seconds from first to last
 * @param serverCpuMillis that the server used meanwhile, user and system
 * @param databaseCpuMillis likewise the database; 0 when it runs within the server
 * @param serverMebibytes resident memory of the server at the end
 * @param databaseMebibytes likewise the database; 0 when it runs within the server
 */
record Measurement(
    String name,
    int pieces,
    double median,
    double p95,
    double p99,
    double seconds,
    double serverCpuMillis,
    double databaseCpuMillis,
    double serverMebibytes,
    double databaseMebibytes,
    Goal goal) {

  /** The same figures under another name and with another goal. */
  Measurement named(String other, Goal otherGoal) {
    return new Measurement(
        other,
        pieces,
        median,
        p95,
        p99,
        seconds,
        serverCpuMillis,
        databaseCpuMillis,
        serverMebibytes,
        databaseMebibytes,
        otherGoal);
  }

  double perSecond() {
    return pieces / seconds;
  }

  /** Milliseconds of CPU, server and database together, for each piece. */
  double cpuPerPiece() {
    return (serverCpuMillis + databaseCpuMillis) / pieces;
  }

  /** CPUs that server and database kept busy on average. */
  double busyCores() {
    return (serverCpuMillis + databaseCpuMillis) / 1000 / seconds;
  }

  boolean isGoalReached() {
    return goal.reached().test(this);
  }
}
