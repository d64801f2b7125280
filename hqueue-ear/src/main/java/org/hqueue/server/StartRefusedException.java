package org.hqueue.server;

/** The server cannot start; the message is the one line that the person at the terminal gets. */
final class StartRefusedException extends RuntimeException {
  StartRefusedException(String message) {
    super(message);
  }
}
