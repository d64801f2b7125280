package org.hqueue.schedule;

import org.hqueue.requirement.Demand;

/**
 * Ready jobs that demand the same and wait.
 *
 * @param jobs how many
 * @param firstJob the lowest id among them
 * @param reason why that one waits, in words
 */
public record WaitingDemand(Demand demand, int jobs, int firstJob, String reason) {}
