package org.hqueue.agent.install;

import java.util.stream.Collectors;

/** The texts by which an operating system is told to start the agent; nothing is written here. */
final class ServiceFiles {
  private ServiceFiles() {}

  /**
   * A systemd unit. Stopping or restarting it ends the agent alone and never its jobs, which the
   * next agent finds again.
   *
   * @param system whether it is the machine's, or a user's own
   */
  static String systemd(Launch launch, boolean system) {
    String command =
        launch.words().stream().map(ServiceFiles::word).collect(Collectors.joining(" "));
    String account = system && !launch.account().isEmpty() ? "User=" + launch.account() + "\n" : "";
    return """
    [Unit]
    Description=HQueue agent
    StartLimitIntervalSec=0

    [Service]
    ExecStart=%s
    %sEnvironment=HQUEUE_SUPERVISED=1 MALLOC_ARENA_MAX=1
    Restart=always
    RestartSec=1
    RestartPreventExitStatus=0
    KillMode=process
    Delegate=yes
    OOMPolicy=continue
    TasksMax=infinity
    SuccessExitStatus=75 143

    [Install]
    WantedBy=%s
    """
        .formatted(command, account, system ? "multi-user.target" : "default.target");
  }

  /** A property list of launchd, which leaves the agent's jobs alone when it ends the agent. */
  static String launchd(Launch launch, String label) {
    String words =
        launch.words().stream()
            .map(word -> "    <string>" + xml(word) + "</string>\n")
            .collect(Collectors.joining());
    String account =
        launch.account().isEmpty()
            ? ""
            : "  <key>UserName</key>\n  <string>" + xml(launch.account()) + "</string>\n";
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
    <plist version="1.0">
    <dict>
      <key>Label</key>
      <string>%s</string>
      <key>ProgramArguments</key>
      <array>
    %s  </array>
    %s  <key>RunAtLoad</key>
      <true/>
      <key>EnvironmentVariables</key>
      <dict>
        <key>HQUEUE_SUPERVISED</key>
        <string>1</string>
      </dict>
      <key>KeepAlive</key>
      <dict>
        <key>SuccessfulExit</key>
        <false/>
      </dict>
      <key>AbandonProcessGroup</key>
      <true/>
    </dict>
    </plist>
    """
        .formatted(xml(label), words, account);
  }

  /** A word of a systemd command line: nothing in it is expanded. */
  private static String word(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%").replace("$", "$$");
    return "\"" + escaped + "\"";
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
