package org.hqueue.agent.run;

/** This agent cannot run commands on this operating system. */
public final class UnsupportedPlatformException extends Exception {
  UnsupportedPlatformException(String message) {
    super(message);
  }
}
