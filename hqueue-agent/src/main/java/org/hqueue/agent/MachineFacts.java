package org.hqueue.agent;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.hqueue.agent.run.WindowsUptime;
import org.hqueue.agent.server.Report.MachineLoad;

/** What the operating system tells about the machine. Each question asks it anew; all are cheap. */
final class MachineFacts {
  private static final Path HOSTNAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Path FREQUENCY =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq");
  private static final Path LOAD = Path.of("/proc/loadavg");

  private MachineFacts() {}

  /** What the operating system calls the machine; {@code localhost} if it has no name. */
  static String hostname() {
    try {
      return Files.readString(HOSTNAME).strip();
    } catch (IOException notLinux) {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "localhost";
      }
    }
  }

  /**
   * Names this run of the system; "" where it has no such name.
   *
   * @param record where the name is kept on a system that gives none itself
   */
  static String bootId(Path record, Instant now) throws IOException {
    if (System.getProperty("os.name").startsWith("Windows")) {
      return BootRecord.name(record, now, WindowsUptime.millis());
    }
    return isMac() ? said("sysctl", "-n", "kern.bootsessionuuid") : firstWord(BOOT_ID, "");
  }

  private static boolean isMac() {
    return System.getProperty("os.name").startsWith("Mac");
  }

  /** The one line that a program of the system prints; "" where it does not. */
  private static String said(String... command) {
    try {
      var process = new ProcessBuilder(command).start();
      try (var lines = process.inputReader(StandardCharsets.US_ASCII)) {
        String line = lines.readLine();
        return line == null ? "" : line.strip();
      } finally {
        process.destroy();
      }
    } catch (IOException e) {
      return "";
    }
  }

  /** System and processor, as in {@code linux-x86_64}. */
  static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    if (system.startsWith("mac")) {
      return processor.equals("aarch64") ? "macos-arm64" : "macos-x86_64";
    }
    String word = system.startsWith("windows") ? "windows" : system;
    return word + "-" + (processor.equals("amd64") ? "x86_64" : processor);
  }

  /** Memory of the machine in KiB; 0 when the system does not tell. */
  static long memoryKilobytes() {
    if (isMac()) {
      String bytes = said("sysctl", "-n", "hw.memsize");
      return bytes.matches("[0-9]{1,18}") ? Long.parseLong(bytes) / 1024 : 0;
    }
    long told = memory("MemTotal:");
    return told == 0 ? managed(OperatingSystemMXBean::getTotalMemorySize) : told;
  }

  /** The most that a CPU can do; 0 when the system does not tell. */
  static int cpuMegahertz() {
    try {
      return Integer.parseInt(firstWord(FREQUENCY, "0")) / 1000;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The folder of the agent's program. */
  static String installLocation() {
    try {
      var program =
          Path.of(MachineFacts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return String.valueOf(Files.isDirectory(program) ? program : program.getParent());
    } catch (URISyntaxException | RuntimeException e) { // a loader that knows no place
      return "";
    }
  }

  /** Free memory and load now. */
  static MachineLoad load() {
    double load;
    try {
      load = Double.parseDouble(firstWord(LOAD, "-1"));
    } catch (NumberFormatException e) {
      load = -1;
    }
    long free = memory("MemAvailable:");
    return new MachineLoad(
        free == 0 ? managed(OperatingSystemMXBean::getFreeMemorySize) : free, load);
  }

  /** What the JVM knows of the system, in KiB; costs more than the system's own files. */
  private static long managed(ToLongFunction<OperatingSystemMXBean> bytes) {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? bytes.applyAsLong(system) / 1024
        : 0;
  }

  private static String firstWord(Path file, String otherwise) {
    try {
      return Files.readString(file).strip().split("\\s", 2)[0];
    } catch (IOException e) {
      return otherwise;
    }
  }

  private static long memory(String key) {
    try {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith(key)) {
          return Long.parseLong(line.substring(key.length()).strip().split("\\s", 2)[0]);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
    return 0;
  }
}
