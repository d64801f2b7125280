package org.hqueue.job;

/**
 * A file that a job has made, or is to make.
 *
 * @param number from 1 among those of the job
 * @param path as the job or its submitter wrote it
 * @param hasThumbnail whether there is a small picture of it
 */
public record JobResult(int number, String path, boolean hasThumbnail) {}
