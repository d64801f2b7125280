package org.hqueue.search;

import java.util.List;

/**
 * One page of what was searched for.
 *
 * @param total how many jobs match in all
 * @param ids those of this page, in the order asked
 */
public record FoundJobs(long total, List<Integer> ids) {}
