package org.hqueue.agent.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the agent is started as a service.
 *
 * @param java the program of the JVM
 * @param jar the agent's own file
 * @param config its settings file
 * @param account under which it runs; empty = that of the installing user
 */
public record Launch(Path java, Path jar, Path config, String account) {

  /** The whole command line, word by word. */
  List<String> words() {
    var words = new ArrayList<String>();
    words.add(java.toString());
    words.addAll(List.of("-Xmx64m", "-Xms8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.addAll(List.of("-jar", jar.toString(), "--config", config.toString()));
    return words;
  }
}
