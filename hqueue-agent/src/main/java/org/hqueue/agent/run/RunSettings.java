package org.hqueue.agent.run;

import java.util.Map;

/**
 * What is the same for all commands of an agent.
 *
 * @param defaults variables that a job's own override
 * @param variables that override a job's own
 * @param maxLogBytes of an assignment's log, beyond which its middle is left out; 0 = no limit
 * @param thumbnailCommand text for {@code /bin/sh} that draws what is neither PNG nor JPEG, "" =
 *     none
 */
public record RunSettings(
    Map<String, String> defaults,
    Map<String, String> variables,
    long maxLogBytes,
    String thumbnailCommand) {}
