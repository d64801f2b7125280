package org.hqueue.agent.upgrade;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts the agent anew once it has let go of everything. Who starts it in a loop, as a service
 * does, says so by {@link #SUPERVISED} and is told by an exit code; otherwise this process stays as
 * the one that people and scripts know, and does nothing but start agents and wait for them.
 */
public final class Successor {

  /** Exit code that asks whoever started the agent to start it again. */
  public static final int AGAIN = 75;

  /** Variable of the environment that says that {@link #AGAIN} is understood. */
  public static final String SUPERVISED = "HQUEUE_SUPERVISED";

  private Successor() {}

  /**
   * Sees to it that the agent is started again with the same command line.
   *
   * @param program to start
   * @param arguments of this agent
   * @return the exit code of this process; without a supervisor only when the last agent has ended
   * @throws IOException if it cannot be started
   */
  public static int run(Program program, List<String> arguments)
      throws IOException, InterruptedException {
    if (System.getenv(SUPERVISED) != null) {
      return AGAIN;
    }
    var command = new ArrayList<String>();
    command.add(Program.java().toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (program.hash().isEmpty()) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.add("org.hqueue.agent.AgentMain");
    } else {
      command.addAll(List.of("-jar", program.file().toString()));
    }
    command.addAll(arguments);
    int exitCode;
    do {
      exitCode = once(command);
    } while (exitCode == AGAIN);
    return exitCode;
  }

  private static int once(List<String> command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put(SUPERVISED, "1");
    var process = builder.start();
    var hook = new Thread(() -> end(process), "end the agent");
    Runtime.getRuntime().addShutdownHook(hook);
    int exitCode = process.waitFor();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) { // this process ends as well
      Thread.currentThread().join();
    }
    return exitCode;
  }

  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
