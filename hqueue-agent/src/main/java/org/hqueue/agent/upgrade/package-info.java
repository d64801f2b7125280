/**
 * The agent's own program: which it is, how another one is fetched and put in its place, and how
 * the agent starts anew. Start reading at {@link org.hqueue.agent.upgrade.Program}.
 *
 * <p>Knows nothing of jobs and heartbeats.
 */
@NullMarked
package org.hqueue.agent.upgrade;

import org.jspecify.annotations.NullMarked;
