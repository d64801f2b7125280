package org.hqueue.agent;

/**
 * A setting as somebody wrote it.
 *
 * @param origin where it stands, for a message: a flag, or a file and line
 */
record Setting(String value, String origin) {
  SettingsException refused(String wanted) {
    return new SettingsException(
        "%s: '%s' is not possible, it must be %s".formatted(origin, value, wanted));
  }
}
