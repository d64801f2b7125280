package org.hqueue.job;

import java.util.List;

/**
 * One page of a list of jobs.
 *
 * @param total how many the query matches in all
 * @param jobs those of this page
 */
public record JobPage(long total, List<JobView> jobs) {}
