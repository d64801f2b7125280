package org.hqueue.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Which build of ours this is. */
public final class BuildVersion {

  /** The version as Maven has it, {@code unknown} outside a build. */
  public static final String TEXT = read();

  private BuildVersion() {}

  private static String read() {
    Properties build = new Properties();
    try (InputStream in =
        BuildVersion.class.getResourceAsStream("/org/hqueue/web/build.properties")) {
      if (in != null) {
        build.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return build.getProperty("version", "unknown");
  }
}
