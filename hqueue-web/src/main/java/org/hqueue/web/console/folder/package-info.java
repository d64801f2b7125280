/**
 * The console's page about network folders. Start with {@link
 * org.hqueue.web.console.folder.FoldersServlet}. Must not know jobs or clients.
 */
@NullMarked
package org.hqueue.web.console.folder;

import org.jspecify.annotations.NullMarked;
