package org.hqueue.agent.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the service file of an agent is, and what an administrator has to say to the operating
 * system after it was written or deleted. Starts and stops nothing itself.
 *
 * @param file the service file
 * @param afterInstalling commands to be given once the file is there
 * @param beforeUninstalling commands to be given before the file is deleted
 */
public record Installation(
    Path file, String text, List<String> afterInstalling, List<String> beforeUninstalling) {
  private static final String NAME = "hqueue-agent";

  /**
   * A systemd unit.
   *
   * @param folder of the units: {@code /etc/systemd/system}, or a user's own
   * @param name "" or the agent's, so that several can be on a machine
   * @param system whether it is the machine's, or a user's own
   */
  public static Installation systemd(Path folder, String name, Launch launch, boolean system) {
    String unit = suffixed(name) + ".service";
    String systemctl = system ? "systemctl" : "systemctl --user";
    var after =
        List.of(
            systemctl + " daemon-reload",
            systemctl + " enable --now " + unit,
            "loginctl enable-linger"); // a user's services otherwise wait for the login
    return new Installation(
        folder.resolve(unit),
        ServiceFiles.systemd(launch, system),
        system ? after.subList(0, 2) : after,
        List.of(systemctl + " disable --now " + unit));
  }

  /**
   * A property list of launchd.
   *
   * @param folder {@code /Library/LaunchDaemons}, or a user's {@code Library/LaunchAgents}
   * @param name "" or the agent's, so that several can be on a machine
   */
  public static Installation launchd(Path folder, String name, Launch launch) {
    String label = "org.hqueue." + suffixed(name);
    var file = folder.resolve(label + ".plist");
    return new Installation(
        file,
        ServiceFiles.launchd(launch, label),
        List.of("launchctl load -w '" + file + "'"),
        List.of("launchctl unload -w '" + file + "'"));
  }

  /**
   * A script for PowerShell that registers a scheduled task, which starts the agent with the
   * machine.
   *
   * @param folder where the script is put
   * @param name "" or the agent's, so that several can be on a machine
   */
  public static Installation task(Path folder, String name, Launch launch) {
    String task = suffixed(name);
    var file = folder.resolve(name.isEmpty() ? "install.ps1" : "install-" + name + ".ps1");
    String run = "powershell -ExecutionPolicy Bypass -File \"" + file + "\"";
    return new Installation(
        file, ServiceFiles.task(launch, task), List.of(run), List.of(run + " -Remove"));
  }

  /** Writes the file, over an older one. */
  public void install() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  /** Deletes the file; returns whether it was there. */
  public boolean uninstall() throws IOException {
    return Files.deleteIfExists(file);
  }

  private static String suffixed(String name) {
    return name.isEmpty() ? NAME : NAME + "-" + name;
  }
}
