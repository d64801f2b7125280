/**
 * Writes what makes the operating system start the agent with the machine. Start reading at {@link
 * org.hqueue.agent.install.Installation}.
 *
 * <p>Knows nothing of the running agent.
 */
@NullMarked
package org.hqueue.agent.install;

import org.jspecify.annotations.NullMarked;
