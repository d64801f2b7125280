package org.hqueue.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The few settings of {@code hqserver.ini} that are needed before the container runs. The
 * application reads the same file for everything else.
 */
final class SettingsFile {
  private final Map<String, String> values;

  private SettingsFile(Map<String, String> values) {
    this.values = values;
  }

  /**
   * Reads lines of {@code key = value}; section headings and lines that begin with {@code #} or
   * {@code ;} are passed over. A file that is not there has no settings.
   *
   * @throws StartRefusedException if the file is there and cannot be read
   */
  static SettingsFile read(Path file) {
    Map<String, String> values = new HashMap<>();
    if (!Files.exists(file)) {
      return new SettingsFile(values);
    }
    try {
      for (String line : Files.readAllLines(file)) {
        String text = line.strip();
        int equals = text.indexOf('=');
        if (equals > 0 && "#;[".indexOf(text.charAt(0)) < 0) {
          values.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
        }
      }
    } catch (IOException e) {
      throw new StartRefusedException("cannot read the settings in " + file + ": " + e);
    }
    return new SettingsFile(values);
  }

  /** The value of a key, empty if the file does not name it or leaves it blank. */
  Optional<String> get(String key) {
    return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
  }
}
