package org.hqueue.assignment;

/**
 * A command that an assignment holds its client for after its own has ended.
 *
 * @param name what it is for, such as {@code onSuccess}
 * @param command text for the job's shell
 */
public record Callback(String name, String command) {}
