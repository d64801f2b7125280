package org.hqueue.agent.run;

/** What can be done to all processes of an assignment at once. */
enum GroupSignal {
  /** Asks them to end. */
  TERM,
  /** Ends them. */
  KILL,
  /** Stops them where they are. */
  STOP,
  /** Lets them go on. */
  CONT
}
