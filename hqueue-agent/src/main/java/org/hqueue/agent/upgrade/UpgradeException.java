package org.hqueue.agent.upgrade;

/** The agent's program was not replaced; nothing has changed. The message is for people. */
public final class UpgradeException extends Exception {

  private static final long serialVersionUID = 1L;

  UpgradeException(String message) {
    super(message);
  }
}
