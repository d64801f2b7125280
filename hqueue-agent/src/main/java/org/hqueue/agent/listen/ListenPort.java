package org.hqueue.agent.listen;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.xmlrpc.XmlRpcCall;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.hqueue.xmlrpc.XmlRpcLimits;
import org.hqueue.xmlrpc.XmlRpcReader;
import org.hqueue.xmlrpc.XmlRpcWriter;
import org.jspecify.annotations.Nullable;

/** Answers XML-RPC calls to this agent (contract/api.md section 4), at any path. */
public final class ListenPort implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ListenPort.class.getName());
  private static final int LAST_PORT_OFFSET = 99;
  private static final int HIGHEST_PORT = 65535;
  private static final int THREADS = 2;
  private static final XmlRpcLimits LIMITS = new XmlRpcLimits(64 * 1024, 8, 100);

  private final HttpServer server;
  private final ExecutorService threads;
  private final AgentFunctions functions;
  private final String version;
  private final XmlRpcReader reader = new XmlRpcReader(LIMITS);

  private ListenPort(
      HttpServer server, ExecutorService threads, AgentFunctions functions, String version) {
    this.server = server;
    this.threads = threads;
    this.functions = functions;
    this.version = version;
  }

  /**
   * Listens on {@code firstPort}, or on the first free one of the 99 after it.
   *
   * @throws IOException if all of them are in use, or the host is none of this machine's
   */
  public static ListenPort open(
      String host, int firstPort, AgentFunctions functions, String version) throws IOException {
    int lastPort = Math.min(HIGHEST_PORT, firstPort + LAST_PORT_OFFSET);
    for (int port = firstPort; port <= lastPort; port++) {
      try {
        var server = HttpServer.create(new InetSocketAddress(host, port), 0);
        var threads =
            new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                ListenPort::daemon);
        threads.allowCoreThreadTimeOut(true);
        var open = new ListenPort(server, threads, functions, version);
        server.setExecutor(threads);
        server.createContext("/", open::answer);
        server.start();
        return open;
      } catch (BindException e) {
        LOG.log(Level.FINE, "Port " + port + " cannot be used; trying the next one", e);
      }
    }
    throw new BindException(
        "none of the ports " + firstPort + " to " + lastPort + " on " + host + " can be used");
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      var body = new ByteArrayOutputStream();
      try {
        XmlRpcWriter.writeResult(body, result(reader.readCall(exchange.getRequestBody())));
      } catch (XmlRpcFault fault) {
        body.reset();
        XmlRpcWriter.writeFault(body, fault.code(), String.valueOf(fault.getMessage()));
      }
      exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
      exchange.sendResponseHeaders(200, body.size());
      body.writeTo(exchange.getResponseBody());
    }
  }

  private @Nullable Object result(XmlRpcCall call) throws XmlRpcFault {
    if (!call.params().isEmpty()) {
      throw new XmlRpcFault(
          XmlRpcFault.BAD_PARAMETERS, call.method() + "() takes no parameter here");
    }
    switch (call.method()) {
      case "wakeup" -> functions.wakeup();
      case "terminate" -> functions.terminate();
      case "ping" -> {
        return true;
      }
      case "getVersion" -> {
        return version;
      }
      case "system.listMethods" -> {
        return List.of("getVersion", "ping", "system.listMethods", "terminate", "wakeup");
      }
      default ->
          throw new XmlRpcFault(
              XmlRpcFault.NO_SUCH_METHOD, "The agent has no function " + call.method() + "()");
    }
    return null;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "listen");
    thread.setDaemon(true);
    return thread;
  }
}
