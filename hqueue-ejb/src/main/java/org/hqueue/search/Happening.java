package org.hqueue.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as followers of the whole farm get it.
 *
 * @param id its number in the feed
 * @param at when
 * @param jobId null when no job was concerned
 * @param event what happened, in a word or two: a status, else the kind of event
 * @param status the job's status word when it got one, else ""
 * @param client label of the client concerned, null when none was
 * @param text one line
 */
public record Happening(
    long id,
    Instant at,
    @Nullable Integer jobId,
    String event,
    String status,
    @Nullable String client,
    String text) {}
