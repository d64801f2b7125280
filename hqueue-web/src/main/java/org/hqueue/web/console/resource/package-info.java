/**
 * The console's pages about resources. Start with {@link
 * org.hqueue.web.console.resource.ResourcesServlet}. Must not know how jobs are placed.
 */
@NullMarked
package org.hqueue.web.console.resource;

import org.jspecify.annotations.NullMarked;
