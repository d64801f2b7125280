/**
 * The one place that reads a clock. Everything else is handed an {@code Instant} or injects {@link
 * java.time.Clock}. Also what is to happen soon, on another thread. Knows nothing of the rest.
 */
@NullMarked
package org.hqueue.time;

import org.jspecify.annotations.NullMarked;
