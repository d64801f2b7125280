package org.hqueue.agent;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.hqueue.agent.install.Installation;
import org.hqueue.agent.install.Launch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The commands {@code install} and {@code uninstall}. */
@Command(
    name = "install",
    mixinStandardHelpOptions = true,
    description = "Writes (or, as uninstall, deletes) the service file that starts the agent.")
final class InstallCommand implements Callable<Integer> {
  private static final int CANNOT_WRITE = 1;

  private final boolean installs;

  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file of the agent; otherwise ~/.hqueue/hqnode.ini.")
  @Nullable Path config;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Tells several agents on one machine apart; otherwise none.")
  String name = "";

  @Option(
      names = "--user",
      description = "For the account that calls this, and not for the whole machine.")
  boolean user;

  @Option(
      names = "--account",
      paramLabel = "NAME",
      description = "Under which the machine's agent runs; otherwise root.")
  String account = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "Folder for the service file; otherwise where the system looks for it.")
  @Nullable Path to;

  InstallCommand(boolean installs) {
    this.installs = installs;
  }

  @Override
  public Integer call() {
    var out = Objects.requireNonNull(spec).commandLine();
    try {
      var installation = installation();
      List<String> toDo;
      if (installs) {
        installation.install();
        out.getOut().println("Written: " + installation.file() + ". Now give:");
        toDo = installation.afterInstalling();
      } else {
        boolean was = installation.uninstall();
        out.getOut().println((was ? "Deleted: " : "Not there: ") + installation.file());
        out.getOut().println("If the agent still runs, give:");
        toDo = installation.beforeUninstalling();
      }
      toDo.forEach(line -> out.getOut().println("  " + line));
      return 0;
    } catch (IOException | URISyntaxException e) {
      out.getErr().println("The service file cannot be written: " + e);
      return CANNOT_WRITE;
    }
  }

  private Installation installation() throws URISyntaxException {
    var home = Path.of(System.getProperty("user.home"));
    var settings = config == null ? home.resolve(".hqueue/hqnode.ini") : config;
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    // Without a console of its own, the agent gives each job one.
    String java = system.startsWith("windows") ? "javaw.exe" : "java";
    var launch =
        new Launch(
            Path.of(System.getProperty("java.home"), "bin", java),
            jar(),
            settings.toAbsolutePath().normalize(),
            account);
    if (system.startsWith("windows")) {
      return Installation.task(to == null ? jar().getParent() : to, name, launch);
    }
    if (system.startsWith("mac")) {
      var folder = user ? home.resolve("Library/LaunchAgents") : Path.of("/Library/LaunchDaemons");
      return Installation.launchd(to == null ? folder : to, name, launch);
    }
    var folder = user ? home.resolve(".config/systemd/user") : Path.of("/etc/systemd/system");
    return Installation.systemd(to == null ? folder : to, name, launch, !user);
  }

  private static Path jar() throws URISyntaxException {
    return Path.of(
        InstallCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
