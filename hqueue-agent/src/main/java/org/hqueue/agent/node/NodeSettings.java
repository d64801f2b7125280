package org.hqueue.agent.node;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an administrator says of the machine, and wants looked at there.
 *
 * @param description for people
 * @param attributes for conditions, by name
 * @param minFreeDiskKilobytes below which the client is unfit
 * @param mounts folders that must be there
 * @param healthCommand text for the shell that must end with 0; empty = none
 */
public record NodeSettings(
    String description,
    Map<String, String> attributes,
    long minFreeDiskKilobytes,
    List<Path> mounts,
    String healthCommand) {}
