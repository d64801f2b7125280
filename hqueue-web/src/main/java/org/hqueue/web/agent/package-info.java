/**
 * What agents send apart from calls: the output of jobs, in chunks. Start with {@link
 * org.hqueue.web.agent.AgentLogServlet} and {@code docs/agent-protocol.md}. Must not know entities,
 * stores or pages.
 */
@NullMarked
package org.hqueue.web.agent;

import org.jspecify.annotations.NullMarked;
