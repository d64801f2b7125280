package org.hqueue.note;

import java.time.Instant;

/**
 * A note.
 *
 * @param id the note; later ones have greater ids
 * @param thread what it was written in
 * @param author who wrote it, as far as that is known
 * @param at when
 * @param text as it was written
 */
public record NoteView(int id, NoteThreadView thread, String author, Instant at, String text) {}
