package org.hqueue.assignment;

/**
 * A file that a try has made.
 *
 * @param assignmentId the try
 * @param number from 1 in the order in which the agent told of them
 * @param path as the job wrote it; what it means is known where the job ran
 */
public record OutputPath(int assignmentId, int number, String path) {

  /** Paths of an assignment, and of a job, at the most. */
  public static final int MOST = 100;

  /** Characters of a path at the most. */
  public static final int LONGEST = 1000;
}
