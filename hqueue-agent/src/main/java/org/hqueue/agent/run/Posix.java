package org.hqueue.agent.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hqueue.agent.server.Offer;

/** What Linux and macOS have in common. For many threads. */
final class Posix {
  private static final int SIGNAL_SECONDS = 10;

  private Posix() {}

  /**
   * Why the offer cannot be started on such a system; empty when nothing is known against it.
   *
   * @param longest bytes that the kernel takes as one argument or variable, its closing NUL
   *     included
   */
  static Optional<String> objection(Offer offer, Map<String, String> environment, int longest) {
    for (var variable : environment.entrySet()) {
      String name = variable.getKey();
      if (name.isEmpty() || name.indexOf('=') >= 0 || holdsNul(name + variable.getValue())) {
        return Optional.of("The environment variable '" + name + "' cannot be set on this system.");
      }
      if (isTooLong(name + "=" + variable.getValue(), longest)) {
        return Optional.of(
            "The environment variable '" + name + "' is longer than " + longest / 1024 + " KiB.");
      }
    }
    if (holdsNul(offer.command())) {
      return Optional.of("The command holds a NUL character.");
    }
    if (isTooLong(offer.command(), longest)) {
      return Optional.of("The command is longer than " + longest / 1024 + " KiB.");
    }
    if (!isFound(offer.shell(), environment)) {
      return Optional.of("The shell '" + offer.shell() + "' is not installed on this client.");
    }
    return Optional.empty();
  }

  /**
   * Sends a signal to processes, and to groups, whose numbers are negative; waits until it is sent.
   */
  static void signal(Collection<Long> targets, GroupSignal signal) throws IOException {
    if (targets.isEmpty()) {
      return;
    }
    var numbers = targets.stream().map(String::valueOf).collect(Collectors.joining(" "));
    var kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -s " + signal + " -- " + numbers)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    try {
      // Its exit code says no more than the next look at the group.
      if (!kill.waitFor(SIGNAL_SECONDS, TimeUnit.SECONDS)) {
        kill.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last complete line of a file that another process writes; empty when it has none. */
  static Optional<String> completeLine(Path file) throws IOException {
    try {
      var text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return text.endsWith("\n") ? Optional.of(text.strip()) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean isFound(String shell, Map<String, String> environment) {
    if (shell.indexOf('/') >= 0) {
      return Files.isExecutable(Path.of(shell));
    }
    String path = environment.getOrDefault("PATH", System.getenv().getOrDefault("PATH", ""));
    for (String folder : path.split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, shell))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTooLong(String text, int longest) {
    return text.getBytes(StandardCharsets.UTF_8).length >= longest;
  }

  private static boolean holdsNul(String text) {
    return text.indexOf('\0') >= 0;
  }
}
