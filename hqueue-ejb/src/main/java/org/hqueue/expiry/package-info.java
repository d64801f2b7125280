/**
 * Deletes what is older than anybody wants to see: finished jobs with all that belongs to them, and
 * events. Start with {@link org.hqueue.expiry.ExpiryDuty}. Nobody needs to know of it.
 */
@NullMarked
package org.hqueue.expiry;

import org.jspecify.annotations.NullMarked;
