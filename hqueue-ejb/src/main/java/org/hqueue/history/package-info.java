/**
 * How the farm was over the last days: a sample each minute, for charts, and one of each client in
 * ten. Start with {@link org.hqueue.history.HistoryService}. Must not know how jobs are placed;
 * nothing depends on it.
 */
@NullMarked
package org.hqueue.history;

import org.jspecify.annotations.NullMarked;
