/**
 * The port on which the agent itself answers XML-RPC calls: {@code wakeup}, {@code ping}, {@code
 * getVersion} and {@code terminate}. Start reading at {@link org.hqueue.agent.listen.ListenPort}.
 *
 * <p>The farm works without it. Knows nothing of jobs.
 */
@NullMarked
package org.hqueue.agent.listen;

import org.jspecify.annotations.NullMarked;
