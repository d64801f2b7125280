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
    %sEnvironment=HQUEUE_SUPERVISED=1
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

  /**
   * A script for PowerShell, to be run by an administrator. It registers itself as a task and asks
   * for the account's password, which Windows keeps and the agent never sees; {@code -Remove}
   * undoes that. As the task, with {@code -Run}, it starts the agent again until that ends as
   * asked: a task itself is tried again only where it could not be started.
   */
  static String task(Launch launch, String task) {
    var words = launch.words();
    String arguments =
        words.stream().skip(1).map(ServiceFiles::argument).collect(Collectors.joining(" "));
    return """
    param([switch]$Remove, [switch]$Run, [string]$Account = %s)
    $ErrorActionPreference = 'Stop'
    $task = %s
    $java = %s
    $arguments = %s
    if ($Run) {
      $env:HQUEUE_SUPERVISED = '1'
      do {
        Start-Sleep -Seconds 1
        $agent = Start-Process -FilePath $java -ArgumentList $arguments -PassThru
        $null = $agent.Handle
        # Not -Wait, which would wait for the jobs too.
        $agent.WaitForExit()
      } while ($agent.ExitCode -ne 0)
      exit 0
    }
    Unregister-ScheduledTask -TaskName $task -Confirm:$false -ErrorAction SilentlyContinue
    if ($Remove) { exit 0 }
    $words = '-NoProfile -ExecutionPolicy Bypass -WindowStyle Hidden -File "' + $PSCommandPath + '" -Run'
    $all = @{
      TaskName = $task
      Action = New-ScheduledTaskAction -Execute 'powershell.exe' -Argument $words
      Trigger = New-ScheduledTaskTrigger -AtStartup
      Settings = New-ScheduledTaskSettingsSet -ExecutionTimeLimit ([TimeSpan]::Zero) `
        -RestartCount 999 -RestartInterval (New-TimeSpan -Minutes 1) -MultipleInstances IgnoreNew `
        -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
    }
    if ($Account) {
      $asked = Get-Credential -UserName $Account -Message 'The account of the HQueue agent'
      $password = $asked.GetNetworkCredential().Password
      Register-ScheduledTask @all -User $asked.UserName -Password $password | Out-Null
    } else {
      Register-ScheduledTask @all -User 'SYSTEM' | Out-Null
    }
    Start-ScheduledTask -TaskName $task
    """
        .formatted(
            powerShell(launch.account()),
            powerShell(task),
            powerShell(launch.java().toString()),
            powerShell(arguments))
        .replace("\n", "\r\n");
  }

  /** A word of a Windows command line. No path there holds a quotation mark. */
  private static String argument(String word) {
    return word.matches("[A-Za-z0-9_.:\\\\/=+-]+") ? word : "\"" + word + "\"";
  }

  private static String powerShell(String text) {
    return "'" + text.replace("'", "''") + "'";
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
