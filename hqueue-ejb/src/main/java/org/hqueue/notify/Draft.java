package org.hqueue.notify;

/**
 * A mail to be.
 *
 * @param recipients addresses with commas between
 * @param subject one line
 * @param body plain text
 */
public record Draft(String recipients, String subject, String body) {}
