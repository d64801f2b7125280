package org.hqueue.trouble;

import java.time.Instant;

/**
 * Something that went wrong.
 *
 * @param id grows with time; 0 before it is stored
 * @param at when
 * @param source where: a function of the API, a page, a job
 * @param message one line, without a stack trace
 */
public record Trouble(long id, Instant at, String source, String message) {}
