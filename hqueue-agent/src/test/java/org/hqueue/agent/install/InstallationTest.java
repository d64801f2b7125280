package org.hqueue.agent.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  private static final Launch LAUNCH =
      new Launch(
          Path.of("/usr/bin/java"),
          Path.of("/opt/h q/100%/a&b.jar"),
          Path.of("/etc/$x/hqnode.ini"),
          "render");

  @TempDir Path root;

  @Test
  void aUnitOfTheMachineLeavesJobsAlone() {
    var unit = Installation.systemd(root, "", LAUNCH, true);
    assertEquals(root.resolve("hqueue-agent.service"), unit.file());
    assertEquals(
        """
        [Unit]
        Description=HQueue agent
        StartLimitIntervalSec=0

        [Service]
        ExecStart="/usr/bin/java" "-Xmx64m" "-Xms8m" "-XX:+UseSerialGC" "-XX:TieredStopAtLevel=1" \
        "-jar" "/opt/h q/100%%/a&b.jar" "--config" "/etc/$$x/hqnode.ini"
        User=render
        Environment=HQUEUE_SUPERVISED=1
        Restart=always
        RestartSec=1
        RestartPreventExitStatus=0
        KillMode=process
        Delegate=yes
        OOMPolicy=continue
        TasksMax=infinity
        SuccessExitStatus=75 143

        [Install]
        WantedBy=multi-user.target
        """,
        unit.text());
    assertEquals(
        List.of("systemctl daemon-reload", "systemctl enable --now hqueue-agent.service"),
        unit.afterInstalling());
  }

  @Test
  void aUnitOfAUserRunsWithoutALogin() {
    var unit = Installation.systemd(root, "b", LAUNCH, false);
    assertTrue(unit.text().contains("WantedBy=default.target"));
    assertFalse(unit.text().contains("User="));
    assertTrue(unit.afterInstalling().contains("loginctl enable-linger"));
    assertEquals(
        List.of("systemctl --user disable --now hqueue-agent-b.service"),
        unit.beforeUninstalling());
  }

  @Test
  void aPropertyListIsWellFormedAndHoldsTheWords() throws Exception {
    var list = Installation.launchd(root, "", LAUNCH);
    assertEquals(root.resolve("org.hqueue.hqueue-agent.plist"), list.file());
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var bytes = list.text().getBytes(StandardCharsets.UTF_8);
    var document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    var array = document.getElementsByTagName("array").item(0).getTextContent();
    assertEquals(
        LAUNCH.words(), array.lines().map(String::strip).filter(word -> !word.isEmpty()).toList());
    assertTrue(list.text().contains("<key>AbandonProcessGroup</key>"));
    assertTrue(list.text().contains("<string>render</string>"));
    assertTrue(list.text().contains("<key>HQUEUE_SUPERVISED</key>"));
  }

  @Test
  void whatIsInstalledIsDeletedAgain() throws Exception {
    var unit = Installation.systemd(root.resolve("new/folder"), "", LAUNCH, true);
    unit.install();
    unit.install();
    assertEquals(unit.text(), Files.readString(unit.file()));
    assertTrue(unit.uninstall());
    assertFalse(unit.uninstall());
  }

  @Test
  void aTaskOfWindowsStartsAtBootAndIsLookedAfter() {
    var launch =
        new Launch(
            Path.of("C:\\Program Files\\Java\\bin\\javaw.exe"),
            Path.of("D:\\o'neill\\hqueue-agent.jar"),
            Path.of("D:\\hqnode.ini"),
            "FARM\\render");
    var task = Installation.task(root, "gpu", launch);
    assertEquals(root.resolve("install-gpu.ps1"), task.file());
    String run = "powershell -ExecutionPolicy Bypass -File \"" + task.file() + "\"";
    assertEquals(List.of(run), task.afterInstalling());
    assertEquals(List.of(run + " -Remove"), task.beforeUninstalling());
    var lines = task.text().split("\r\n", -1);
    assertEquals(
        "param([switch]$Remove, [switch]$Run, [string]$Account = 'FARM\\render')", lines[0]);
    assertEquals("$task = 'hqueue-agent-gpu'", lines[2]);
    assertEquals("$java = 'C:\\Program Files\\Java\\bin\\javaw.exe'", lines[3]);
    assertEquals(
        "$arguments = '-Xmx64m -Xms8m -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
            + " -jar \"D:\\o''neill\\hqueue-agent.jar\" --config D:\\hqnode.ini'",
        lines[4]);
    assertTrue(task.text().contains("-AtStartup"));
  }
}
