package org.hqueue.xmlrpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP peer that answers XML-RPC calls. Connections are kept and reused; a call is sent once
 * and never repeated here, so one that meets a connection which the peer has just closed fails with
 * an {@link IOException}. Responses are read within {@link XmlRpcLimits#DEFAULT}; redirects are not
 * followed. For many threads.
 */
public final class XmlRpcClient {

  private final URI server;
  private final @Nullable String authorization;
  private final HttpClient http;
  private final XmlRpcReader reader = new XmlRpcReader(XmlRpcLimits.DEFAULT);

  /**
   * Connects to nothing yet.
   *
   * @param server an http or https address; without a path, {@code /RPC2}; a user and a password in
   *     it are sent with each call (basic authentication)
   * @param connectTimeout how long making a connection may take
   * @throws IllegalArgumentException for another kind of address, or a host's name that Java cannot
   *     address, as one with an underscore
   */
  public XmlRpcClient(URI server, Duration connectTimeout) {
    this.server = withoutUser(server);
    String user = server.getUserInfo();
    this.authorization = user == null ? null : basic(user);
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connectTimeout);
    this.http = "http".equals(server.getScheme()) ? withoutTls(builder) : builder.build();
  }

  private static HttpClient withoutTls(HttpClient.Builder builder) {
    return builder.sslContext(NoTls.context()).build();
  }

  private static URI withoutUser(URI server) {
    String scheme = server.getScheme();
    if (server.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("Expected http://host:port/path, got " + server);
    }
    String path = server.getPath();
    String target = path == null || path.isEmpty() ? "/RPC2" : path;
    try {
      return new URI(
          scheme, null, server.getHost(), server.getPort(), target, server.getQuery(), null);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException("Not an address to call: " + server.getHost(), impossible);
    }
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Calls and waits for the value.
   *
   * @param timeout how long the whole exchange may take, the connection and the body included
   * @throws XmlRpcFault the fault that the peer answered
   * @throws HttpTimeoutException after {@code timeout}; the connection is given up, and the peer
   *     may or may not have carried out the call
   * @throws IOException if the peer cannot be reached or answers anything but a valid response
   * @throws InterruptedException if the thread is interrupted; the call is given up
   * @throws IllegalArgumentException if a parameter cannot be written; nothing has been sent
   */
  public @Nullable Object call(String method, Duration timeout, @Nullable Object... params)
      throws XmlRpcFault, IOException, InterruptedException {
    CompletableFuture<@Nullable Object> answer = callAsync(method, timeout, params);
    try {
      return answer.get();
    } catch (InterruptedException interrupted) {
      answer.cancel(true);
      throw interrupted;
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof XmlRpcFault fault) {
        throw fault;
      }
      if (cause instanceof IOException broken) {
        throw broken;
      }
      if (cause instanceof TimeoutException) {
        throw new HttpTimeoutException(
            "No answer to %s from %s within %s".formatted(method, server, timeout));
      }
      throw new IOException("Call of %s at %s failed".formatted(method, server), cause);
    }
  }

  /**
   * Calls without waiting. The future fails with the {@link XmlRpcFault} that the peer answered, a
   * {@link TimeoutException} after {@code timeout} (the connection and the body included), or an
   * {@link IOException}; cancelling it, like the timeout, gives up the connection.
   *
   * @throws IllegalArgumentException if a parameter cannot be written; nothing has been sent
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the answer tells of every outcome
  public CompletableFuture<@Nullable Object> callAsync(
      String method, Duration timeout, @Nullable Object... params) {
    HttpRequest request = request(body(method, params));
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(request, head -> new BoundedBody(XmlRpcLimits.DEFAULT.maxBytes()));
    CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
    exchange.whenComplete((response, failure) -> complete(answer, response, failure));
    answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    answer.whenComplete((value, failure) -> exchange.cancel(true));
    return answer;
  }

  private HttpRequest request(byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server)
            .header("Content-Type", "text/xml")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return request.build();
  }

  private static byte[] body(String method, @Nullable Object[] params) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      XmlRpcWriter.writeCall(body, method, Arrays.asList(params));
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory cannot be written to", impossible);
    }
    return body.toByteArray();
  }

  private void complete(
      CompletableFuture<@Nullable Object> answer,
      @Nullable HttpResponse<byte[]> response,
      @Nullable Throwable failure) {
    try {
      if (response == null) {
        answer.completeExceptionally(
            failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
      } else if (response.statusCode() != 200) {
        answer.completeExceptionally(
            new IOException("HTTP status %d from %s".formatted(response.statusCode(), server)));
      } else {
        answer.complete(reader.readResponse(new ByteArrayInputStream(response.body())));
      }
    } catch (XmlRpcFault | IOException | RuntimeException failed) {
      answer.completeExceptionally(failed);
    }
  }
}
