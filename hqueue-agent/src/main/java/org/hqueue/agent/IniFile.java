package org.hqueue.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code hqnode.ini}: lines {@code key = value}, in section {@code [main]} or before any. */
final class IniFile {
  private IniFile() {}

  /**
   * The settings in a file, by key.
   *
   * @throws SettingsException naming the line, if it holds anything else than {@code known} keys,
   *     each once; or if the file cannot be read
   */
  static Map<String, Setting> read(Path file, Set<String> known) throws SettingsException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new SettingsException("The settings file " + file + " cannot be read: " + e);
    }
    var settings = new TreeMap<String, Setting>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      String origin = file + " line " + (i + 1);
      if (line.isEmpty() || line.startsWith("#") || line.startsWith(";") || line.equals("[main]")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 0) {
        throw new SettingsException(origin + ": '" + line + "' is no 'key = value'");
      }
      String key = line.substring(0, equals).strip();
      if (!known.contains(key)) {
        throw new SettingsException(
            "%s: there is no key '%s'; known are %s"
                .formatted(origin, key, String.join(", ", known)));
      }
      var setting = new Setting(line.substring(equals + 1).strip(), origin);
      if (settings.put(key, setting) != null) {
        throw new SettingsException(origin + ": '" + key + "' is set a second time");
      }
    }
    return settings;
  }
}
