/**
 * What the agent and the server say to each other, as docs/agent-protocol.md has it: the report,
 * the answer, and the connection they travel over. Start reading at {@link
 * org.hqueue.agent.server.ServerConnection}.
 *
 * <p>Knows nothing of processes and files, and decides nothing.
 */
@NullMarked
package org.hqueue.agent.server;

import org.jspecify.annotations.NullMarked;
