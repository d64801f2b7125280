package org.hqueue.agent.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files of one assignment, or of one of its callbacks.
 *
 * @param path where all of them are, but the output of a callback
 * @param owner the assignment of a callback; null for an assignment
 */
record AssignmentFolder(Path path, @Nullable AssignmentFolder owner) {

  /** With less than this free, a disk is full for whoever writes lines and blocks to it. */
  private static final long FULL_BYTES = 64 << 10;

  /** The files of an assignment, all in {@code path}. */
  AssignmentFolder(Path path) {
    this(path, null);
  }

  /** The files of its callback with that number. */
  AssignmentFolder callback(int number) {
    return new AssignmentFolder(path.resolve("callback-" + number), this);
  }

  /** Which callbacks the server wants; written before the first is started. */
  Path callbacks() {
    return path.resolve("callbacks.xml");
  }

  /** What all its callbacks print. */
  Path callbackOutput() {
    return path.resolve("callbacks.log");
  }

  /** What the server asked for; written before anything is done about it. */
  Path offer() {
    return path.resolve("offer.xml");
  }

  /** How it ended; there until the server has written that down. */
  Path end() {
    return path.resolve("end.xml");
  }

  /** The paths that its output has told of so far; not there while it has told of none. */
  Path outputs() {
    return path.resolve("outputs.xml");
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
    return owner == null ? path.resolve("output.log") : owner.callbackOutput();
  }

  /** Where the command runs: callbacks run where their job's command did. */
  Path place() {
    return owner == null ? work() : owner.work();
  }

  /** Where the wrapper runs. */
  Path work() {
    return path.resolve("work");
  }

  /** What was drawn of the files that the command has made. */
  Path pictures() {
    return path.resolve("pictures");
  }

  /** Whether a command can write next to nothing here any more. */
  boolean isDiskFull() throws IOException {
    return Files.getFileStore(path).getUsableSpace() < FULL_BYTES;
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
