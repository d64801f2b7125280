package org.hqueue.agent.node;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A folder that must be there and be listed in time. Whoever looks at a network folder whose server
 * is gone may wait for ever in the kernel, so a thread of its own looks, and there is never more
 * than one. For one thread.
 */
final class Mount {
  private final Path folder;
  private final long millis;
  private final Function<Path, String> lister;
  private @Nullable CompletableFuture<String> look;

  /** The folder, which gets so long to answer. */
  Mount(Path folder, long millis) {
    this(folder, millis, Mount::list);
  }

  /** The same with another way to look, which returns what is wrong, or an empty text. */
  Mount(Path folder, long millis, Function<Path, String> lister) {
    this.folder = folder;
    this.millis = millis;
    this.lister = lister;
  }

  /** What is wrong with it, as a sentence; empty when all is well. */
  Optional<String> fault() throws InterruptedException {
    var current = look == null ? start() : look;
    try {
      String fault = current.get(millis, TimeUnit.MILLISECONDS);
      look = null;
      return fault.isEmpty() ? Optional.empty() : Optional.of(fault);
    } catch (TimeoutException e) {
      look = current;
      return Optional.of("The folder %s does not answer.".formatted(folder));
    } catch (ExecutionException e) {
      look = null;
      return Optional.of("The folder %s cannot be listed: %s".formatted(folder, e.getCause()));
    }
  }

  private CompletableFuture<String> start() {
    var result = new CompletableFuture<String>();
    var thread = new Thread(() -> result.complete(lister.apply(folder)), "mount");
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static String list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "The folder %s is not there.".formatted(folder);
    }
    try (var files = Files.newDirectoryStream(folder)) {
      var unused = files.iterator().hasNext(); // asks the file system, and not only the kernel
      return "";
    } catch (IOException | DirectoryIteratorException e) {
      return "The folder %s cannot be listed: %s.".formatted(folder, e.getMessage());
    }
  }
}
