package org.hqueue.assignment;

/** Where an assignment is in its life. All but the last hold the client's CPUs. */
public enum AssignmentState {
  /** Written by a placement; offered in every answer until the agent has reported it. */
  OFFERED,
  /** The agent has it on its disk. */
  STARTED,
  /** The server wants its process group ended; said in every answer until the agent confirms. */
  STOPPING,
  /**
   * Its command has ended; the agent runs the callbacks that follow, which end by themselves. One
   * that was made for callbacks alone is so from the start, and offered without a command.
   */
  CALLBACK,
  /** Confirmed over. Nothing moves it any more. */
  GONE
}
