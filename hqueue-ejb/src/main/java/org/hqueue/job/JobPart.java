package org.hqueue.job;

/**
 * What a {@link JobView} may be asked to hold beyond the job's own row; each costs queries of its
 * own.
 */
public enum JobPart {
  /** The specification: command, environment, conditions, tags, description. */
  SPEC,
  /** Parents and children. */
  LINKS,
  /** Counts of the children by status. */
  TASKS,
  /** Progress over all descendants, and when the first of them was started. */
  OVERALL_PROGRESS,
  /** How long it may still take, and what of its descendants has started. */
  FORECAST,
  /** The clients it is or was on. */
  CLIENTS,
  /** Its log. */
  LOG,
  /** The clients that its root has failed on too often. */
  BLOCKED,
  /** The files that it has made or is to make. */
  OUTPUTS,
  /** Why it waits. */
  WAITING
}
