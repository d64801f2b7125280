/**
 * Finds jobs and events by what callers of the API know of them: ids and words, never whole jobs.
 * Start with {@link org.hqueue.search.SearchService}. Changes nothing.
 */
@NullMarked
package org.hqueue.search;

import org.jspecify.annotations.NullMarked;
