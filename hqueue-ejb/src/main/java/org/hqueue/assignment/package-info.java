/**
 * One try of one job on one client, from the offer to its confirmed end. It holds the client's CPUs
 * and can outlive its job. Start with {@link org.hqueue.assignment.AssignmentState}. Must not know
 * what a job is beyond its id.
 */
@NullMarked
package org.hqueue.assignment;

import org.jspecify.annotations.NullMarked;
