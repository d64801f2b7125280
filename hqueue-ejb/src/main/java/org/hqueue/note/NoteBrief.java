package org.hqueue.note;

/**
 * What is shown of notes in a list of jobs or clients.
 *
 * @param threadId the thread about it
 * @param latestNote text of its last note, "" when it has none
 */
public record NoteBrief(int threadId, String latestNote) {}
