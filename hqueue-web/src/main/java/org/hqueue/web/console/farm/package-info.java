/**
 * The console's pages about the farm as a whole. Start with {@link
 * org.hqueue.web.console.farm.FarmServlet}. Must not know how jobs are placed.
 */
@NullMarked
package org.hqueue.web.console.farm;

import org.jspecify.annotations.NullMarked;
