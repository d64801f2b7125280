package org.hqueue.agent;

/** A setting that cannot be used; the message names it, where it stands, and what it should be. */
final class SettingsException extends Exception {
  SettingsException(String message) {
    super(message);
  }
}
