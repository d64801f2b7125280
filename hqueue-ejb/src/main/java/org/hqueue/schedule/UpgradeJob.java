package org.hqueue.schedule;

import java.util.List;
import java.util.Map;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobSpecReader;

/**
 * The job "Upgrade" that HQueue's users look for: it runs on the client and waits there until its
 * agent runs the wanted program, which it writes down in its folder, as it does with the reason
 * when it cannot. That the job lives through the upgrade shows that others do.
 */
final class UpgradeJob {

  private static final int MAX_SECONDS = 900;

  private static final String SHELL =
      """
      while :; do
        if [ "$(cat "$HQCLIENT/agent.program" 2>/dev/null)" = %s ]; then
          echo "The agent runs the new program."; exit 0
        fi
        if [ -s "$HQCLIENT/upgrade.fault" ]; then
          cat "$HQCLIENT/upgrade.fault"; exit 1
        fi
        sleep 0.5
      done
      """;

  private static final String POWERSHELL =
      "powershell -NoProfile -Command \"while ($true) {"
          + " $is = Get-Content -ErrorAction SilentlyContinue \"\"$env:HQCLIENT\\agent.program\"\";"
          + " if ($is -eq '%s') { exit 0 };"
          + " $no = Get-Content -ErrorAction SilentlyContinue \"\"$env:HQCLIENT\\upgrade.fault\"\";"
          + " if ($no) { $no; exit 1 }; Start-Sleep -Milliseconds 500 }\"";

  private UpgradeJob() {}

  /**
   * The job of one client.
   *
   * @param label of the client
   * @param hash SHA-256 of the program that its agent shall run
   */
  static JobSpec of(String label, String hash) {
    String shell = SHELL.formatted(hash);
    String whichOne = label.contains(":") ? label : label + ":";
    return JobSpecReader.read(
            List.of(
                Map.of(
                    "name",
                    "Upgrade",
                    "description",
                    "Upgrade of the agent of " + label,
                    "command",
                    Map.of(
                        "linux", shell,
                        "macosx", shell,
                        "windows", POWERSHELL.formatted(hash)),
                    "conditions",
                    List.of(Map.of("name", "hostname:name", "op", "==", "value", whichOne)),
                    "priority",
                    10,
                    "maxTime",
                    MAX_SECONDS,
                    "onTimeout",
                    "fail",
                    "submittedBy",
                    "upgradeClients")))
        .get(0);
  }
}
