package org.hqueue.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code hqnode.ini} holds: lines {@code key = value}, by section.
 *
 * @param main the settings, in section {@code [main]} or before any
 * @param jobEnvironment variables for every command, in section {@code [job_environment]}
 * @param attributes what an administrator says of the machine, in section {@code [attributes]}
 */
record IniFile(
    Map<String, Setting> main,
    Map<String, Setting> jobEnvironment,
    Map<String, Setting> attributes) {

  /** A file in which nothing is written. */
  static IniFile empty() {
    return new IniFile(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /**
   * The settings in a file.
   *
   * @throws SettingsException naming the line, if {@code [main]} holds anything else than {@code
   *     known} keys, or any section a key twice; or if the file cannot be read
   */
  static IniFile read(Path file, Set<String> known) throws SettingsException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new SettingsException("The settings file " + file + " cannot be read: " + e);
    }
    var ini = empty();
    var section = ini.main();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      String origin = file + " line " + (i + 1);
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
        continue;
      }
      if (line.startsWith("[")) {
        section = ini.section(line, origin);
      } else {
        put(section, line, origin, section == ini.main() ? known : Set.of());
      }
    }
    return ini;
  }

  private Map<String, Setting> section(String line, String origin) throws SettingsException {
    return switch (line) {
      case "[main]" -> main;
      case "[job_environment]" -> jobEnvironment;
      case "[attributes]" -> attributes;
      default ->
          throw new SettingsException(
              origin
                  + ": there is no section '"
                  + line
                  + "'; known are [main],"
                  + " [job_environment], [attributes]");
    };
  }

  /** Adds a line; an empty {@code known} stands for every key. */
  private static void put(
      Map<String, Setting> section, String line, String origin, Set<String> known)
      throws SettingsException {
    int equals = line.indexOf('=');
    if (equals < 1) {
      throw new SettingsException(origin + ": '" + line + "' is no 'key = value'");
    }
    String key = line.substring(0, equals).strip();
    if (!known.isEmpty() && !known.contains(key)) {
      throw new SettingsException(
          "%s: there is no key '%s'; known are %s"
              .formatted(origin, key, String.join(", ", known)));
    }
    if (section.put(key, new Setting(line.substring(equals + 1).strip(), origin)) != null) {
      throw new SettingsException(origin + ": '" + key + "' is set a second time");
    }
  }
}
