package org.hqueue.agent.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Chooses what fits the operating system. */
final class Platforms {
  private Platforms() {}

  /**
   * The control for the operating system that this runs on.
   *
   * @throws UnsupportedPlatformException with what is missing, in words for an administrator
   */
  static ProcessControl control(String bootId) throws UnsupportedPlatformException {
    String system = System.getProperty("os.name");
    if (system.startsWith("Mac")) {
      return new MacProcessControl(bootId);
    }
    if (system.startsWith("Windows")) {
      return new WindowsProcessControl(bootId, new WindowsJobObjects());
    }
    if (!system.equals("Linux")) {
      throw new UnsupportedPlatformException(
          "The agent does not support " + system + " yet; it runs on Linux, macOS and Windows.");
    }
    if (!isInstalled("setsid")) {
      throw new UnsupportedPlatformException(
          "The program 'setsid' is not on the PATH; install the package util-linux.");
    }
    return new LinuxProcessControl(bootId, Cgroup.own().orElse(null));
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
