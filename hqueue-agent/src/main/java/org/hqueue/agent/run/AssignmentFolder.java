package org.hqueue.agent.run;

import java.nio.file.Path;

/** The files of one assignment, all in {@code path}. */
record AssignmentFolder(Path path) {

  /** What the server asked for; written before anything is done about it. */
  Path offer() {
    return path.resolve("offer.xml");
  }

  /** How it ended; there until the server has written that down. */
  Path end() {
    return path.resolve("end.xml");
  }

  /** Exists once the agent was asked to end it, and holds what its end is to be called. */
  Path stop() {
    return path.resolve("stop");
  }

  /** How long the command has run so far, for the agent that finds it again. */
  Path ran() {
    return path.resolve("ran");
  }

  /** What the command printed. */
  Path output() {
    return path.resolve("output.log");
  }

  /** Where the command runs. */
  Path work() {
    return path.resolve("work");
  }

  /** The wrapper that the operating system runs. */
  Path script() {
    return path.resolve("run.sh");
  }

  /** Which process it is; written by the wrapper before it starts the command. */
  Path process() {
    return path.resolve("process");
  }

  /** The control group that the wrapper has entered; not there when it could not. */
  Path cgroup() {
    return path.resolve("cgroup");
  }

  /** The command's exit code; written by the wrapper, complete once it ends with a newline. */
  Path exit() {
    return path.resolve("exit");
  }
}
