/**
 * The console's pages about clients. Start with {@link
 * org.hqueue.web.console.client.ClientsServlet}. Must not know how jobs are placed.
 */
@NullMarked
package org.hqueue.web.console.client;

import org.jspecify.annotations.NullMarked;
