/**
 * What the agent tells of its machine beyond what the kernel says at once: disk, GPUs, the user's
 * idle time, and whether the machine is fit to run jobs. Start reading at {@link
 * org.hqueue.agent.node.NodeWatch}.
 *
 * <p>Knows nothing of jobs.
 */
@NullMarked
package org.hqueue.agent.node;

import org.jspecify.annotations.NullMarked;
