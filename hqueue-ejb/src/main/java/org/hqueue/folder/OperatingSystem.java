package org.hqueue.folder;

import java.util.Locale;
import java.util.Optional;

/** The operating systems that a network folder has a path for. */
public enum OperatingSystem {
  /** Any distribution. */
  LINUX,
  /** Drive letters, and shares. */
  WINDOWS,
  /** Apple's. */
  MACOSX;

  /** Of a machine, by an agent's word for its platform, as {@code linux-x86_64}. */
  public static OperatingSystem ofPlatform(String platform) {
    if (platform.startsWith("windows")) {
      return WINDOWS;
    }
    return platform.startsWith("macos") ? MACOSX : LINUX;
  }

  /** By the words of the API, in any case; {@code macos} too. Empty for anything else. */
  public static Optional<OperatingSystem> ofWord(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "linux" -> Optional.of(LINUX);
      case "windows" -> Optional.of(WINDOWS);
      case "macosx", "macos" -> Optional.of(MACOSX);
      default -> Optional.empty();
    };
  }
}
