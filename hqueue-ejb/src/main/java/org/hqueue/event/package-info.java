/**
 * The append-only table of what happened, written in the transaction of the change, and its feed in
 * the order of commit, from which logs, pages and waiting callers read. Start with {@link
 * org.hqueue.event.EventStore}. Knows jobs and clients by their ids alone.
 */
@NullMarked
package org.hqueue.event;

import org.jspecify.annotations.NullMarked;
