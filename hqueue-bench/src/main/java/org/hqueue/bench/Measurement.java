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
 * @param machine what all processes used meanwhile, the driver and the agents among them
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
    MachineUse machine,
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
        machine,
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

  double serverCores() {
    return serverCpuMillis / 1000 / seconds;
  }

  double databaseCores() {
    return databaseCpuMillis / 1000 / seconds;
  }

  /** CPUs that everything on the machine kept busy on average; NaN where not measured. */
  double machineCores() {
    return machine.busyMillis() / 1000 / seconds;
  }

  /** CPUs that had nothing to do but wait for a disk; NaN where not measured. */
  double diskCores() {
    return machine.diskMillis() / 1000 / seconds;
  }

  boolean isGoalReached() {
    return goal.reached().test(this);
  }
}
