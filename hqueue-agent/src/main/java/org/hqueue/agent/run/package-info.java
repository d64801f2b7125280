/**
 * Runs commands: accepts offers, starts and ends processes, keeps on the disk what must outlive the
 * agent, and takes the output to the server. Start reading at {@link
 * org.hqueue.agent.run.Assignments}, then {@link org.hqueue.agent.run.JobRun}.
 *
 * <p>Knows nothing of heartbeats: it is told what the server wants and is asked for the facts.
 */
@NullMarked
package org.hqueue.agent.run;

import org.jspecify.annotations.NullMarked;
