package org.hqueue.xmlrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class XmlRpcClientTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable String authorization;
  private HttpServer server;
  private XmlRpcClient client;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/RPC2", this::answerCall);
    server.start();
    client = clientOf("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stopServer() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private static XmlRpcClient clientOf(String address) {
    return new XmlRpcClient(URI.create(address), Duration.ofSeconds(5));
  }

  /** Echoes the parameters, or for some methods does what the test is about. */
  private void answerCall(HttpExchange exchange) throws IOException {
    peers.add(exchange.getRemoteAddress());
    authorization = exchange.getRequestHeaders().getFirst("Authorization");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      XmlRpcCall call = Documents.READER.readCall(exchange.getRequestBody());
      switch (call.method()) {
        case "fail" -> XmlRpcWriter.writeFault(body, XmlRpcFault.NOT_NOW, "in 3 seconds");
        case "html" -> body.writeBytes("<html>".getBytes(StandardCharsets.US_ASCII));
        case "hang" -> await();
        default -> XmlRpcWriter.writeResult(body, call.params());
      }
    } catch (XmlRpcFault fault) {
      XmlRpcWriter.writeFault(body, fault.code(), String.valueOf(fault.getMessage()));
    }
    exchange.sendResponseHeaders(200, body.size());
    exchange.getResponseBody().write(body.toByteArray());
    exchange.close();
  }

  private void await() {
    try {
      assertTrue(released.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private XmlRpcClient clientAt(String path, HttpHandler handler) {
    server.createContext(path, handler);
    return clientOf("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  @Test
  void aCallBringsBackTheValue() throws Exception {
    assertEquals(Arrays.asList(1, null, "ü"), client.call("echo", LONG, 1, null, "ü"));
    assertEquals(List.of(), client.call("echo", LONG));
    assertEquals(List.of(2), client.callAsync("echo", LONG, 2).get());
  }

  @Test
  void callsInARowShareAConnection() throws Exception {
    for (int i = 0; i < 5; i++) {
      client.call("echo", LONG, i);
    }
    assertEquals(1, peers.size());
  }

  @Test
  void aFaultArrivesWithCodeAndText() {
    XmlRpcFault fault = assertThrows(XmlRpcFault.class, () -> client.call("fail", LONG));
    assertEquals(XmlRpcFault.NOT_NOW, fault.code());
    assertEquals("in 3 seconds", fault.getMessage());
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> client.callAsync("fail", LONG).get());
    assertInstanceOf(XmlRpcFault.class, failed.getCause());
  }

  @Test
  void anAnswerThatIsNoResponseIsAnIoException() {
    IOException broken = assertThrows(IOException.class, () -> client.call("html", LONG));
    assertTrue(String.valueOf(broken.getMessage()).startsWith("Not a valid response"));
  }

  @Test
  void anotherHttpStatusIsAnIoException() {
    XmlRpcClient refused =
        clientAt(
            "/refused",
            exchange -> {
              exchange.sendResponseHeaders(502, -1);
              exchange.close();
            });
    IOException broken = assertThrows(IOException.class, () -> refused.call("echo", LONG));
    assertTrue(String.valueOf(broken.getMessage()).startsWith("HTTP status 502 from http://"));
  }

  @Test
  void nobodyListeningIsAConnectException() throws Exception {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    XmlRpcClient lonely = clientOf("http://127.0.0.1:" + port);
    assertThrows(ConnectException.class, () -> lonely.call("echo", LONG));
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() {
    Duration brief = Duration.ofMillis(200);
    HttpTimeoutException late =
        assertThrows(HttpTimeoutException.class, () -> client.call("hang", brief));
    assertTrue(String.valueOf(late.getMessage()).contains("hang"), late.getMessage());
    ExecutionException failed =
        assertThrows(ExecutionException.class, () -> client.callAsync("hang", brief).get());
    assertInstanceOf(TimeoutException.class, failed.getCause());
  }

  @Test
  void aBodyThatDoesNotEndIsGivenUp() {
    XmlRpcClient stuck =
        clientAt(
            "/stuck",
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write('<');
              exchange.getResponseBody().flush();
              await();
              exchange.close();
            });
    assertThrows(HttpTimeoutException.class, () -> stuck.call("echo", Duration.ofMillis(300)));
  }

  /** The server's writes fail only once the client has closed the connection. */
  private static void writeUntilClosed(HttpExchange exchange, CountDownLatch closed)
      throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream body = exchange.getResponseBody()) {
      byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
      while (true) {
        body.write(blanks);
        body.flush();
      }
    } catch (IOException connectionClosed) {
      closed.countDown();
    }
  }

  @Test
  void aBodyBeyondTheLimitIsGivenUpAndTheConnectionClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    XmlRpcClient flooded = clientAt("/flood", exchange -> writeUntilClosed(exchange, closed));
    IOException broken = assertThrows(IOException.class, () -> flooded.call("echo", LONG));
    assertTrue(
        String.valueOf(broken.getMessage()).contains("at most 67108864 bytes"),
        broken.getMessage());
    assertTrue(closed.await(30, TimeUnit.SECONDS));
  }

  @Test
  void cancellingACallClosesItsConnection() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    XmlRpcClient trickled =
        clientAt(
            "/trickle",
            exchange -> {
              began.countDown();
              // The connection may be closed as early as while the call is still being read.
              try (OutputStream body = startTrickle(exchange)) {
                while (!released.await(5, TimeUnit.MILLISECONDS)) {
                  body.write(' ');
                  body.flush();
                }
              } catch (IOException connectionClosed) {
                closed.countDown();
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
    CompletableFuture<@Nullable Object> answer = trickled.callAsync("echo", LONG);
    assertTrue(began.await(30, TimeUnit.SECONDS));
    answer.cancel(true);
    assertTrue(closed.await(30, TimeUnit.SECONDS));
  }

  private static OutputStream startTrickle(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  @Test
  void anInterruptedCallEndsAtOnce() throws Exception {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> client.call("hang", LONG));
    assertFalse(Thread.interrupted());
  }

  @Test
  void aUserInTheAddressIsSentAsBasicAuthentication() throws Exception {
    client.call("echo", LONG);
    assertNull(authorization);
    clientOf("http://ann:s%C3%BC%3As@127.0.0.1:" + server.getAddress().getPort() + "/RPC2")
        .call("echo", LONG);
    assertEquals("Basic YW5uOnPDvDpz", authorization);
  }

  @Test
  void anAddressThatCannotBeCalledIsRefusedAtOnce() {
    for (String address : List.of("http:/RPC2", "ftp://host/", "/RPC2", "http://a_b:5000")) {
      assertThrows(IllegalArgumentException.class, () -> clientOf(address));
    }
  }

  @Test
  void aParameterThatCannotBeWrittenIsRefusedWithoutACall() {
    assertThrows(IllegalArgumentException.class, () -> client.call("echo", LONG, Double.NaN));
    assertTrue(peers.isEmpty());
  }
}
