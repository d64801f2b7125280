package org.hqueue.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.SocketFactory;

/**
 * Makes the sockets to MariaDB, and can break them all: a thread that reads from one then fails at
 * once. Nothing else ends a statement that gets no answer before the driver's own time limit, which
 * must be as long as the longest good statement; {@code Connection.abort} asks the server first,
 * and waits for it. MariaDB rolls back what a broken connection has not committed. The driver makes
 * one of these by its name for each connection. For many threads.
 */
public final class DatabaseSockets extends SocketFactory {

  private static final Logger LOG = Logger.getLogger(DatabaseSockets.class.getName());

  private static final Set<Known> OPEN = ConcurrentHashMap.newKeySet();

  /** Breaks every connection that is open or being opened. */
  public static void breakAll() {
    OPEN.forEach(DatabaseSockets::breakOne);
  }

  /** Breaks every connection but those that a thread has opened or is opening. */
  public static void breakAllBut(Thread spared) {
    OPEN.stream().filter(socket -> socket.maker != spared).forEach(DatabaseSockets::breakOne);
  }

  private static void breakOne(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.FINE, "a connection to the database could not be broken", e);
    }
  }

  @Override
  public Socket createSocket() {
    return new Known();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(0));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(0));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
  }

  private static Socket connected(SocketAddress to, SocketAddress from) throws IOException {
    Socket socket = new Known();
    try {
      socket.bind(from);
      socket.connect(to);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** One that is known until it is closed. */
  private static final class Known extends Socket {

    private final Thread maker = Thread.currentThread();

    Known() {
      OPEN.add(this);
    }

    @Override
    public synchronized void close() throws IOException {
      OPEN.remove(this);
      super.close();
    }
  }
}
