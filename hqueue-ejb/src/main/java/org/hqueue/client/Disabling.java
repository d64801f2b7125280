package org.hqueue.client;

import java.time.Instant;

/**
 * That a client gets no new jobs.
 *
 * @param by who said so, "" = nobody told
 * @param reason for people, "" = none was given
 * @param at when
 */
public record Disabling(String by, String reason, Instant at) {}
