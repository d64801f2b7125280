/**
 * Calls that wait for something to happen on the farm, without a thread and without polling. Start
 * with {@link org.hqueue.web.follow.WaitingCalls}. Knows nothing of XML-RPC.
 */
@NullMarked
package org.hqueue.web.follow;

import org.jspecify.annotations.NullMarked;
