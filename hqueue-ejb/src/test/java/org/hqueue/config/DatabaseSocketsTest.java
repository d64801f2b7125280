package org.hqueue.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class DatabaseSocketsTest {

  @Test
  void aThreadThatReadsFromASilentServerFailsWhenAllAreBroken() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new DatabaseSockets().createSocket()) {
      socket.connect(silent.getLocalSocketAddress());
      socket.getOutputStream().write(1);
      CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> read(socket));
      try (Socket other = silent.accept()) {
        other.getInputStream().read(); // it has asked, so it reads now or is about to
        DatabaseSockets.breakAll();
        ExecutionException failure = assertThrows(ExecutionException.class, answer::get);
        assertInstanceOf(SocketException.class, failure.getCause().getCause());
      }
      assertTrue(socket.isClosed());
    }
  }

  @Test
  void oneThreadsSocketsCanBeSpared() throws Exception {
    Socket others = CompletableFuture.supplyAsync(() -> new DatabaseSockets().createSocket()).get();
    try (Socket own = new DatabaseSockets().createSocket()) {
      DatabaseSockets.breakAllBut(Thread.currentThread());
      assertTrue(others.isClosed());
      assertFalse(own.isClosed());
    }
  }

  private static int read(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
