package org.hqueue.agent;

import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.hqueue.agent.run.UnsupportedPlatformException;
import org.hqueue.agent.upgrade.Program;
import org.hqueue.agent.upgrade.Successor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the agent. */
@Command(
    name = "hqueue-agent",
    mixinStandardHelpOptions = true,
    versionProvider = AgentMain.Version.class,
    sortOptions = false,
    description = "Runs the jobs of an HQueue server on this machine.",
    footer = {
      "",
      "Every flag can stand in hqnode.ini as 'key = value' (server, name, hostname, cpus,",
      "listen_port, listenHost, folder, endJobsOnExit); a flag counts more. Only there: port (of",
      "the server, where server names none), maxLogSize and minFreeDisk in MiB, healthCommand,",
      "thumbnail_command, description, sharedNetwork.mount, auto_upgrade; sections",
      "[job_environment], [attributes].",
      "Exit codes: 0 ended as asked, 1 cannot work, 2 a wrong setting, 3 another agent has the",
      "folder, 75 start it again (only with HQUEUE_SUPERVISED in the environment)."
    })
public final class AgentMain implements Callable<Integer> {
  private static final int CANNOT_WORK = 1;
  private static final int WRONG_SETTING = 2;
  private static final int FOLDER_IN_USE = 3;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file; otherwise ~/.hqueue/hqnode.ini if there is one.")
  @Nullable Path config;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The server, as http://host:port or host:port; otherwise http://127.0.0.1:5000.")
  @Nullable String server;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Tells several agents on one machine apart; otherwise none.")
  @Nullable String name;

  @Option(
      names = "--hostname",
      paramLabel = "HOST",
      description = "What to call this machine; otherwise what the system calls it.")
  @Nullable String hostname;

  @Option(names = "--cpus", paramLabel = "N", description = "CPUs to offer; otherwise all.")
  @Nullable String cpus;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Port of wakeup() and terminate(), or the next free one; otherwise 5001; 0 = none.")
  @Nullable String port;

  @Option(
      names = "--listen-host",
      paramLabel = "HOST",
      description = "Address of this machine for that port; otherwise 127.0.0.1.")
  @Nullable String listenHost;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the agent keeps its state; otherwise ~/.hqueue/agent or agent-NAME.")
  @Nullable Path folder;

  @Option(
      names = "--end-jobs-on-exit",
      description = "End jobs with the agent; otherwise they go on and the next agent finds them.")
  boolean endJobsOnExit;

  /** Runs the agent until it is asked to end. */
  public static void main(String[] arguments) {
    ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
    // A caller that never finishes its request must not keep a thread of the agent's port.
    System.setProperty("sun.net.httpserver.maxReqTime", "10");
    // Headers and body of an answer go out as two packets; the second must not wait for the first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    LogFile.prepare();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new AgentMain())
        .addSubcommand("install", new InstallCommand(true))
        .addSubcommand("uninstall", new InstallCommand(false));
  }

  @Override
  public Integer call() throws InterruptedException {
    var commandLine = Objects.requireNonNull(spec).commandLine();
    try {
      var program = Program.own();
      if (!run(AgentSettings.of(written()), program, commandLine.getOut())) {
        return 0;
      }
      return Successor.run(program, commandLine.getParseResult().originalArgs());
    } catch (SettingsException e) {
      commandLine.getErr().println(e.getMessage());
      return WRONG_SETTING;
    } catch (StateFolder.InUseException e) {
      commandLine.getErr().println(e.getMessage());
      return FOLDER_IN_USE;
    } catch (UnsupportedPlatformException e) {
      commandLine.getErr().println(e.getMessage());
      return CANNOT_WORK;
    } catch (IOException e) {
      commandLine.getErr().println("The agent cannot use its state folder: " + e);
      return CANNOT_WORK;
    }
  }

  private IniFile written() throws SettingsException {
    var ini = IniFile.empty();
    var usual = Path.of(System.getProperty("user.home"), ".hqueue", "hqnode.ini");
    if (config != null) {
      ini = IniFile.read(config, AgentSettings.KEYS);
    } else if (Files.exists(usual)) {
      ini = IniFile.read(usual, AgentSettings.KEYS);
    }
    var written = ini.main();
    flag(written, "server", "--server", server);
    flag(written, "name", "--name", name);
    flag(written, "hostname", "--hostname", hostname);
    flag(written, "cpus", "--cpus", cpus);
    flag(written, "listen_port", "--port", port);
    flag(written, "listenHost", "--listen-host", listenHost);
    flag(written, "folder", "--folder", folder == null ? null : folder.toString());
    flag(written, "endJobsOnExit", "--end-jobs-on-exit", endJobsOnExit ? "true" : null);
    return ini;
  }

  private static void flag(
      Map<String, Setting> written, String key, String flag, @Nullable String value) {
    if (value != null) {
      written.put(key, new Setting(value, flag));
    }
  }

  /** Runs an agent to its end; returns whether it is to be started anew. */
  private static boolean run(AgentSettings settings, Program program, PrintWriter terminal)
      throws IOException,
          InterruptedException,
          StateFolder.InUseException,
          UnsupportedPlatformException {
    try (var folder = StateFolder.open(settings.folder())) {
      LogFile.open(folder.path());
      var agent = new Agent(settings, folder, Version.TEXT, program, Clock.systemUTC(), terminal);
      var hook = new Thread(() -> shutDown(agent), "shutdown");
      Runtime.getRuntime().addShutdownHook(hook);
      agent.start();
      terminal.printf(
          "hqueue-agent %s: %s with %d CPUs, server %s, port %d, state in %s%n",
          Version.TEXT,
          settings.label(),
          settings.cpus(),
          settings.server(),
          agent.port(),
          folder.path());
      terminal.flush();
      boolean again = agent.awaitEnd();
      if (again) {
        Runtime.getRuntime().removeShutdownHook(hook);
        LogFile.close();
      }
      return again;
    }
  }

  private static void shutDown(Agent agent) {
    try {
      agent.shutDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {
    static final String TEXT = text();

    @Override
    public String[] getVersion() {
      return new String[] {"hqueue-agent " + TEXT};
    }

    private static String text() {
      String version = AgentMain.class.getPackage().getImplementationVersion();
      return version == null ? "unpacked" : version;
    }
  }
}
