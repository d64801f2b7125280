package org.hqueue.agent.server;

import java.util.Locale;

/** Where an assignment is in its life on this agent; the wire spells each in lower case. */
public enum AssignmentState {
  /** On the agent's disk, its process is not started. The agent moves it on at once. */
  ACCEPTED,
  /** Its process runs. The process moves it on by ending, the server by asking for a pause. */
  RUNNING,
  /** Its processes are stopped and can be continued. The server moves it on. */
  PAUSED,
  /** Its command has ended, and its callbacks run. The last of them moves it on by ending. */
  CALLBACK,
  /** Nothing of it runs any more. Kept until the server says that it may be forgotten. */
  ENDED;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
