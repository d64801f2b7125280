package org.hqueue.config;

/**
 * A setting as it is in force.
 *
 * @param key in {@code hqserver.ini}
 * @param variable of the environment that goes before the file
 * @param value "" when nothing is set; what is secret is not told
 * @param source where the value comes from
 */
public record ShownSetting(String key, String variable, String value, Source source) {

  /** Where a value comes from, the first one before all others. */
  public enum Source {
    /** The server's command line. */
    OPTION,
    /** The variable of the environment. */
    ENVIRONMENT,
    /** The file of settings. */
    FILE,
    /** Nothing was set. */
    STANDARD
  }
}
