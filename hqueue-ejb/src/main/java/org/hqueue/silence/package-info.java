/**
 * What follows when clients fall silent, and when they come back (jobs.md section 7). Start with
 * {@link org.hqueue.silence.SilenceService}. Knows jobs and clients; placing knows nothing of it.
 */
@NullMarked
package org.hqueue.silence;

import org.jspecify.annotations.NullMarked;
