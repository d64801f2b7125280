package org.hqueue.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** What must hold before it is worth starting Payara: each check that fails says so in one line. */
final class StartChecks {
  private StartChecks() {}

  /**
   * Makes the folder if it is not there and writes a file into it for a try.
   *
   * @throws StartRefusedException if either cannot be done
   */
  static void dataFolderIsWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
    } catch (IOException e) {
      throw new StartRefusedException(
          "cannot write to the data folder " + folder + "; choose another with --data (" + e + ")");
    }
  }

  /**
   * Takes the folder for this process. The lock ends with the process, however that ends.
   *
   * @return the lock, to be kept reachable
   * @throws StartRefusedException if another server has the folder
   */
  static FileLock lockDataFolder(Path folder) {
    FileLock lock;
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = tryLock(channel);
      if (lock == null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new StartRefusedException("cannot lock the data folder " + folder + " (" + e + ")");
    }
    if (lock == null) {
      throw new StartRefusedException(
          "another server runs on the data folder "
              + folder
              + "; stop it or choose another with --data");
    }
    return lock;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  /**
   * Binds to the address for a moment.
   *
   * @throws StartRefusedException if that cannot be done
   */
  static void portIsFree(ServerAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address.bindAddress(), address.port()));
    } catch (BindException e) {
      String message = String.valueOf(e.getMessage());
      throw new StartRefusedException(
          message.contains("in use")
              ? "port "
                  + address.port()
                  + " is in use; stop what uses it or choose another with --port"
              : "cannot listen on " + address.host() + " port " + address.port() + ": " + message);
    } catch (IOException e) {
      throw new StartRefusedException(
          "cannot listen on " + address.host() + " port " + address.port() + " (" + e + ")");
    }
  }
}
