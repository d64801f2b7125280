package org.hqueue.agent.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hqueue.xmlrpc.XmlRpcClient;
import org.hqueue.xmlrpc.XmlRpcFault;

/**
 * Everything that the agent says to the server. Each method waits for the answer. For many threads.
 */
public final class ServerConnection {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Over what a held call may take anyway, so that the server's own end of it comes first. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration UPLOAD_TIMEOUT = Duration.ofSeconds(30);

  private final URI server;
  private final XmlRpcClient calls;

  /**
   * Connects to nothing yet.
   *
   * @param server {@code http} or {@code https}, host and port, no path
   */
  public ServerConnection(URI server) {
    this.server = server;
    this.calls = new XmlRpcClient(server, CONNECT_TIMEOUT);
  }

  /** The address of the server, without a path. */
  public URI server() {
    return server;
  }

  /**
   * Reports, and returns what the server answers, which takes up to the report's {@code hold}.
   *
   * @throws IOException if the server cannot be reached or does not give a usable answer
   */
  public Answer heartbeat(Report report) throws IOException, InterruptedException {
    try {
      return Answer.of(
          calls.call("agent.heartbeat", report.hold().plus(ANSWER_TIMEOUT), report.toStruct()));
    } catch (XmlRpcFault e) {
      throw new IOException("the server answers: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IOException("the server's answer is not as agreed: " + e.getMessage(), e);
    }
  }

  /**
   * Sends a part of an assignment's output, the first {@code length} bytes of {@code bytes}, which
   * begins at byte {@code offset} of it.
   *
   * @throws IOException if the server cannot be reached
   */
  public UploadAnswer sendOutput(
      String agentId, long assignmentId, long offset, byte[] bytes, int length) throws IOException {
    var connection =
        post(
            "/agent/log/" + assignmentId + "?offset=" + offset,
            "application/octet-stream",
            agentId);
    connection.setFixedLengthStreamingMode(length);
    try (var body = connection.getOutputStream()) {
      body.write(bytes, 0, length);
    }
    int status = connection.getResponseCode();
    // Read to its end, so that the connection is kept for the next part.
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new UploadAnswer(status, body == null ? -1 : lengthIn(body.readAllBytes()));
    }
  }

  /**
   * Sends the small picture of a file that an assignment has made.
   *
   * @param number of the file, from 1 as the assignment's outputs are told
   * @return the status of HTTP, as in docs/agent-protocol.md
   * @throws IOException if the server cannot be reached
   */
  public int sendThumbnail(String agentId, long assignmentId, int number, byte[] png)
      throws IOException {
    var connection = post("/agent/thumbnail/" + assignmentId + "/" + number, "image/png", agentId);
    connection.setFixedLengthStreamingMode(png.length);
    try (var body = connection.getOutputStream()) {
      body.write(png);
    }
    int status = connection.getResponseCode();
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (body != null) {
        body.skipNBytes(body.available());
      }
    }
    return status;
  }

  private HttpURLConnection post(String path, String type, String agentId) throws IOException {
    var connection = (HttpURLConnection) server.resolve(path).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) UPLOAD_TIMEOUT.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Content-Type", type);
    connection.setRequestProperty("X-HQueue-Agent", agentId);
    connection.setDoOutput(true);
    return connection;
  }

  private static long lengthIn(byte[] body) {
    try {
      return Long.parseLong(new String(body, StandardCharsets.US_ASCII).strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * What the server says to a part of the output.
   *
   * @param status of HTTP, as in docs/agent-protocol.md
   * @param length bytes of the output that the server has now; -1 when it did not say
   */
  public record UploadAnswer(int status, long length) {}
}
