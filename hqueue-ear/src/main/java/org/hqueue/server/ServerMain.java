package org.hqueue.server;

import java.lang.reflect.InvocationTargetException;

/**
 * Where the JVM enters {@code hqueue-server.jar}. This class alone is compiled for Java 8, so that
 * an older Java gets a sentence instead of an {@code UnsupportedClassVersionError}.
 */
public final class ServerMain {
  private static final int OLDEST_JAVA = 17;

  /** Bytes; how large a buffer the JDK keeps for each thread that reads or writes files. */
  private static final String LARGEST_KEPT_BUFFER = "65536";

  private ServerMain() {}

  /**
   * Checks the Java version and goes on in {@link ServerCommand}.
   *
   * @param arguments the command line
   */
  @SuppressWarnings("SystemOut") // the launcher's one line for the person at the terminal
  public static void main(String[] arguments) {
    String version = System.getProperty("java.specification.version");
    if (feature(version) < OLDEST_JAVA) {
      System.err.println(
          "hqueue-server: needs Java " + OLDEST_JAVA + " or newer, but this is Java " + version);
      System.exit(1);
    }
    boundBuffers();
    try {
      Class.forName("org.hqueue.server.ServerCommand")
          .getMethod("run", String[].class)
          .invoke(null, (Object) arguments);
    } catch (InvocationTargetException e) {
      System.err.println("hqueue-server: " + e.getCause());
      System.exit(1);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("hqueue-server.jar is not complete", e);
    }
  }

  /**
   * The JDK copies what is written to a file into a buffer of its own, as large as what is written,
   * and keeps it for as long as the thread lives: H2 writes up to a hundred megabytes at once. It
   * reads the property when the first file is opened, so this comes before everything else.
   */
  private static void boundBuffers() {
    String property = "jdk.nio.maxCachedBufferSize";
    if (System.getProperty(property) == null) {
      System.setProperty(property, LARGEST_KEPT_BUFFER);
    }
  }

  /** The feature number of a specification version: 8 for "1.8", 17 for "17". */
  static int feature(String version) {
    String number = version.startsWith("1.") ? version.substring(2) : version;
    return Integer.parseInt(number);
  }
}
