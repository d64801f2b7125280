/**
 * The agent: the process on a render node that asks the server for work, runs it and reports. Start
 * reading at {@link org.hqueue.agent.AgentMain}, then {@link org.hqueue.agent.Heartbeats}, the loop
 * that everything else hangs on.
 *
 * <p>This package puts the parts together; nothing below it may know it.
 */
@NullMarked
package org.hqueue.agent;

import org.jspecify.annotations.NullMarked;
