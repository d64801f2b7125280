/**
 * Folders that every machine of the farm sees, each under its own path. Start with {@link
 * org.hqueue.folder.FolderService}. Must not know jobs or clients.
 */
@NullMarked
package org.hqueue.folder;

import org.jspecify.annotations.NullMarked;
