/**
 * Notes that people and scripts write about a job, about a client or about nothing in particular.
 * Start with {@link org.hqueue.note.NoteService}. Must not know what jobs and clients do.
 */
@NullMarked
package org.hqueue.note;

import org.jspecify.annotations.NullMarked;
