/**
 * What load balancers and service managers ask: whether the server lives, and whether it is ready.
 * Start with {@link org.hqueue.web.health.ReadyServlet}.
 */
@NullMarked
package org.hqueue.web.health;

import org.jspecify.annotations.NullMarked;
