package org.hqueue.agent.picture;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Draws the small pictures of one assignment within a time, in processes of low priority. For one
 * thread.
 */
final class Drawing {
  /** Over that of the agent. A lower one would get nothing done beside a render on each CPU. */
  private static final String NICE = "5";

  private final String command;
  private final Path target;
  private final long end;

  /**
   * Draws nothing yet.
   *
   * @param command text for {@code /bin/sh} that draws what is neither PNG nor JPEG: from {@code
   *     HQINPUT} to {@code HQOUTPUT}, a PNG; "" = nothing draws that
   * @param target an existing folder
   * @param most how long all of it may take, from now on
   */
  Drawing(String command, Path target, Duration most) {
    this.command = command;
    this.target = target;
    this.end = System.nanoTime() + most.toNanos();
  }

  /**
   * Draws what can be drawn.
   *
   * @param paths as the job told them; a relative one begins in {@code folder}
   * @return the small pictures by number, from 1 as in {@code paths}; files that were not drawn are
   *     not there
   */
  Map<Integer, Path> draw(Path folder, List<String> paths)
      throws IOException, InterruptedException {
    var drawn = new LinkedHashMap<Integer, Path>();
    var pairs = new ArrayList<String>();
    var others = new LinkedHashMap<Path, Path>();
    for (int i = 0; i < paths.size(); i++) {
      Path file = resolved(folder, paths.get(i));
      Path small = target.resolve((i + 1) + ".png").toAbsolutePath();
      if (file == null || !Files.isRegularFile(file)) {
        continue;
      }
      drawn.put(i + 1, small);
      if (Thumbnail.canDraw(file)) {
        pairs.add(file.toString());
        pairs.add(small.toString());
      } else if (!command.isEmpty()) {
        others.put(file, small);
      }
    }
    if (!pairs.isEmpty()) {
      run(javaCommand(pairs), Map.of());
    }
    for (var other : others.entrySet()) {
      run(
          List.of("/bin/sh", "-c", command),
          Map.of("HQINPUT", other.getKey().toString(), "HQOUTPUT", other.getValue().toString()));
    }
    drawn.values().removeIf(small -> !Files.isRegularFile(small));
    return drawn;
  }

  private static @Nullable Path resolved(Path folder, String path) {
    try {
      return folder.resolve(path).toAbsolutePath();
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static List<String> javaCommand(List<String> pairs) {
    var java = new ArrayList<String>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    java.addAll(List.of("-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path")));
    java.add(Thumbnail.class.getName());
    java.addAll(pairs);
    return java;
  }

  /** Runs it to its end, or until the time is over. */
  private void run(List<String> words, Map<String, String> variables)
      throws IOException, InterruptedException {
    long left = end - System.nanoTime();
    if (left <= 0) {
      return;
    }
    var full = new ArrayList<>(List.of("nice", "-n", NICE));
    full.addAll(words);
    var builder = new ProcessBuilder(full);
    builder.environment().putAll(variables);
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    Process process = builder.start();
    try {
      process.waitFor(left, TimeUnit.NANOSECONDS);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
