/**
 * The farm's counters: licences and whatever else there is only so much of. Start with {@link
 * org.hqueue.resource.ResourceService}. Must not know jobs; what is in use is read from what
 * assignments hold.
 */
@NullMarked
package org.hqueue.resource;

import org.jspecify.annotations.NullMarked;
