package org.hqueue.agent.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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
  private final HttpClient uploads;

  /**
   * Connects to nothing yet.
   *
   * @param server {@code http} or {@code https}, host and port, no path
   */
  public ServerConnection(URI server) {
    this.server = server;
    this.calls = new XmlRpcClient(server, CONNECT_TIMEOUT);
    this.uploads =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
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
      String agentId, long assignmentId, long offset, byte[] bytes, int length)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(server.resolve("/agent/log/" + assignmentId + "?offset=" + offset))
            .timeout(UPLOAD_TIMEOUT)
            .header("Content-Type", "application/octet-stream")
            .header("X-HQueue-Agent", agentId)
            .POST(BodyPublishers.ofByteArray(bytes, 0, length))
            .build();
    var response = uploads.send(request, BodyHandlers.ofString());
    return new UploadAnswer(response.statusCode(), lengthIn(response.body()));
  }

  private static long lengthIn(String body) {
    try {
      return Long.parseLong(body.strip());
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
