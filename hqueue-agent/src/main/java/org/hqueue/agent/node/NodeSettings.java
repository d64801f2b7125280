package org.hqueue.agent.node;

import java.nio.file.InvalidPathException;
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
    String healthCommand) {

  /**
   * A folder as people write it.
   *
   * @throws InvalidPathException if the text is no path on this system
   */
  public static Path folder(String text) {
    return Path.of(whole(text));
  }

  /** A drive's letter alone would be the folder that a program is in there, and not the root. */
  static String whole(String text) {
    return text.length() == 2 && text.charAt(1) == ':' ? text + "\\" : text;
  }
}
