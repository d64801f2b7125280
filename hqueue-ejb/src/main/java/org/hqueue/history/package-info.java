/**
 * How the farm was over the last days: a sample each minute, for charts. Start with {@link
 * org.hqueue.history.HistoryService}. Must not know how jobs are placed; nothing depends on it.
 */
@NullMarked
package org.hqueue.history;

import org.jspecify.annotations.NullMarked;
