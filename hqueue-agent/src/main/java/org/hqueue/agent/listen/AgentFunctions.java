package org.hqueue.agent.listen;

/** What a caller on the agent's port can ask for. Both return before it is done. */
public interface AgentFunctions {

  /** Sends a heartbeat now. */
  void wakeup();

  /** Takes no new job, lets running ones finish, then ends the agent. */
  void terminate();
}
