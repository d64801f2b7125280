package org.hqueue.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code hqueue-server.jar}. */
@Command(
    name = "hqueue-server",
    description = "Runs the farm's server until it is told to stop (SIGTERM, Ctrl-C).",
    mixinStandardHelpOptions = true,
    versionProvider = ServerCommand.Version.class,
    sortOptions = false)
public final class ServerCommand implements Callable<Integer> {
  private static final int REFUSED = 1;

  /** Kept for as long as the process lives: the data folder is ours until then. */
  @SuppressWarnings("UnusedVariable") // only held, so that it is not collected and given up
  private static @Nullable FileLock dataFolderLock;

  @Option(names = "--port", paramLabel = "N", description = "port to listen on (5000)")
  private @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "address to listen on (127.0.0.1); 0.0.0.0 for all")
  private @Nullable String host;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "var",
      description = "folder for database, job output and logs (./var)")
  private Path data = Path.of("var");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings (hqserver.ini in the data folder)")
  private @Nullable Path config;

  private boolean started;

  private ServerCommand() {}

  /**
   * Carries out a command line. Returns once the server has booted, whose threads then keep the
   * process alive; ends the process in every other case.
   */
  public static void run(String[] arguments) {
    ServerCommand command = new ServerCommand();
    int code = new CommandLine(command).execute(arguments);
    if (code != 0 || !command.started) {
      System.exit(code);
    }
  }

  @Command(name = "version", description = "Prints the version.")
  int version() {
    terminal().println(Version.text());
    return 0;
  }

  @Override
  public Integer call() {
    DataFolder folder = new DataFolder(data.toAbsolutePath().normalize());
    try {
      Path settingsFile = settingsFile(folder);
      ServerAddress address =
          ServerAddress.resolve(host, port, System.getenv(), SettingsFile.read(settingsFile));
      StartChecks.dataFolderIsWritable(folder.path());
      StartChecks.portIsFree(address);
      dataFolderLock = StartChecks.lockDataFolder(folder.path());
      folder.prepare();
      System.setProperty("hqueue.config", settingsFile.toString());
      started = true;
      new ServerRun(address, folder, terminal()).start();
      return 0;
    } catch (StartRefusedException e) {
      errors().println("hqueue-server: " + e.getMessage());
    } catch (IOException e) {
      errors().println("hqueue-server: cannot prepare " + folder.path() + " (" + e + ')');
    }
    return REFUSED;
  }

  private Path settingsFile(DataFolder folder) {
    if (config == null) {
      return folder.path().resolve("hqserver.ini");
    }
    if (!Files.isReadable(config)) {
      throw new StartRefusedException("cannot read the settings in " + config);
    }
    return config.toAbsolutePath().normalize();
  }

  @SuppressWarnings("SystemOut") // the launcher speaks to a person at a terminal
  private static PrintStream terminal() {
    return System.out;
  }

  @SuppressWarnings("SystemOut") // as above
  private static PrintStream errors() {
    return System.err;
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {text()};
    }

    static String text() {
      String version = ServerCommand.class.getPackage().getImplementationVersion();
      return "hqueue-server " + (version == null ? "(not built as a jar)" : version);
    }
  }
}
