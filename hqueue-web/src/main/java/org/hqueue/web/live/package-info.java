/**
 * Tells open console pages what has changed, so that they ask for it again. Start with {@link
 * org.hqueue.web.live.LivePages}. Knows ids of jobs and the numbers of the event feed, nothing
 * else: what a page shows comes from the page.
 */
@NullMarked
package org.hqueue.web.live;

import org.jspecify.annotations.NullMarked;
