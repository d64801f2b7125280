package org.hqueue.note;

import org.jspecify.annotations.Nullable;

/**
 * A thread of notes.
 *
 * @param id the thread
 * @param jobId null when it is about no job
 * @param clientId null when it is about no client
 * @param clientHostname of that client, "" for none
 * @param clientLabel of that client, "" for none
 */
public record NoteThreadView(
    int id,
    @Nullable Integer jobId,
    @Nullable Integer clientId,
    String clientHostname,
    String clientLabel) {}
