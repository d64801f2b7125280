package org.hqueue.assignment;

import java.util.List;

/**
 * A try of a job on a client, with its own copy of what it holds.
 *
 * @param id the assignment
 * @param jobId the job, which may have been deleted since
 * @param clientId the client
 * @param state where it is in its life
 * @param isAcknowledged whether the agent has ever reported it, so that its absence from a report
 *     tells something
 * @param pausing what is wanted of its process
 * @param cpus CPUs that it holds until it is gone
 * @param singleTags the {@code single...} tags of its job
 * @param killGraceSeconds between asking its processes to end and killing them
 */
public record Assignment(
    int id,
    int jobId,
    int clientId,
    AssignmentState state,
    boolean isAcknowledged,
    Pausing pausing,
    int cpus,
    List<String> singleTags,
    int killGraceSeconds) {}
