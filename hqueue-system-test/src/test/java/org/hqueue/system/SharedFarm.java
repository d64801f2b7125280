package org.hqueue.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one farm that all share, since a start takes long: a server with the embedded
 * database and an agent with 4 CPUs. It ends with the last test. Tests on it use jobs of their own
 * and nothing else.
 */
final class SharedFarm implements ParameterResolver {
  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(SharedFarm.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Farm.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Running running =
        context
            .getRoot()
            .getStore(HERE)
            .getOrComputeIfAbsent("farm", key -> start(), Running.class);
    if (running.farm == null) {
      throw new IllegalStateException("the shared farm did not start", running.failure);
    }
    return running.farm;
  }

  private static Running start() {
    try {
      Farm farm = Farm.start(folder("shared"), Map.of());
      farm.startAgent("shared", 4);
      return new Running(farm, null);
    } catch (IOException | AssertionError e) {
      return new Running(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Running(null, e);
    }
  }

  /** A new folder below the build's own. */
  static Path folder(String name) throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "farms").toAbsolutePath());
    return Files.createTempDirectory(parent, name + "-");
  }

  /** What the store closes after the last test. */
  private record Running(@Nullable Farm farm, @Nullable Throwable failure)
      implements AutoCloseable {
    @Override
    public void close() {
      if (farm != null) {
        farm.close();
      }
    }
  }
}
