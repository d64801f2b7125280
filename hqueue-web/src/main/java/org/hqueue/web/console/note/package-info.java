/**
 * The console's pages about notes. Start with {@link org.hqueue.web.console.note.NotesServlet}.
 * Must not know how jobs are placed.
 */
@NullMarked
package org.hqueue.web.console.note;

import org.jspecify.annotations.NullMarked;
