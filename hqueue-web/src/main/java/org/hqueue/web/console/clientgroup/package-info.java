/**
 * The console's pages about client groups. Start with {@link
 * org.hqueue.web.console.clientgroup.GroupsServlet}. Must not know how jobs are placed.
 */
@NullMarked
package org.hqueue.web.console.clientgroup;

import org.jspecify.annotations.NullMarked;
