package org.hqueue.web.agent;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.hqueue.database.Readiness;
import org.hqueue.schedule.AgentLogService;
import org.jspecify.annotations.Nullable;

/**
 * Takes a chunk of an assignment's output: {@code POST /agent/log/<assignment>?offset=N}, {@code
 * docs/agent-protocol.md} section 2. The answer's body is the length that the server has now.
 */
@WebServlet(name = "agentLog", urlPatterns = "/agent/log/*", asyncSupported = true)
public class AgentLogServlet extends HttpServlet {

  /** The largest chunk, 4 MiB. */
  static final int MOST_BYTES = 4 << 20;

  /** Of all agents, their output and their pictures. */
  static final AgentBodies BODIES = new AgentBodies(System::nanoTime);

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(AgentLogServlet.class.getName());
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  @EJB private transient AgentLogService logs;
  @Inject private transient Readiness readiness;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    OptionalLong assignment = number(withoutSlash(request.getPathInfo()), Integer.MAX_VALUE);
    OptionalLong offset = number(request.getParameter("offset"), Long.MAX_VALUE);
    String agentId = request.getHeader("X-HQueue-Agent");
    if (assignment.isEmpty() || offset.isEmpty() || agentId == null) {
      answer(
          response,
          HttpServletResponse.SC_BAD_REQUEST,
          "expected /agent/log/<assignment>?offset=N and the header X-HQueue-Agent");
      return;
    }
    if (request.getContentLengthLong() > MOST_BYTES) {
      tooLarge(response);
      return;
    }
    byte[] chunk;
    try {
      chunk =
          BODIES.read(
              request.getInputStream(), request.getContentLengthLong(), MOST_BYTES, agentId);
    } catch (AgentBodies.RefusedException e) {
      response.setHeader("Connection", "close");
      answer(response, e.status(), e.getMessage());
      return;
    }
    if (chunk.length > MOST_BYTES) {
      tooLarge(response);
      return;
    }
    append((int) assignment.getAsLong(), agentId, offset.getAsLong(), chunk, response);
  }

  private void append(
      int assignment, String agentId, long offset, byte[] chunk, HttpServletResponse response)
      throws IOException {
    String obstacle = readiness.obstacle();
    if (obstacle != null) {
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, obstacle);
      return;
    }
    AgentLogService.Appended appended;
    try {
      appended = logs.append(assignment, agentId, offset, chunk);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "output of assignment " + assignment + " not stored, its agent tries again",
          e);
      answer(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "not now");
      return;
    }
    answer(response, status(appended.status()), Long.toString(appended.length()));
  }

  /** The status of HTTP that tells what became of something. */
  static int status(AgentLogService.Status status) {
    return switch (status) {
      case WRITTEN -> HttpServletResponse.SC_OK;
      case GAP -> HttpServletResponse.SC_CONFLICT;
      case UNKNOWN -> HttpServletResponse.SC_GONE;
      case FOREIGN -> HttpServletResponse.SC_FORBIDDEN;
    };
  }

  private static void tooLarge(HttpServletResponse response) throws IOException {
    answer(
        response,
        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
        "a chunk has at most " + MOST_BYTES + " bytes");
  }

  private static void answer(HttpServletResponse response, int status, String text)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/plain");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().print(text);
  }

  private static @Nullable String withoutSlash(@Nullable String path) {
    return path == null ? null : path.substring(1);
  }

  /** A number from 0 to {@code most}; empty for anything else. */
  static OptionalLong number(@Nullable String text, long most) {
    if (text == null || !NUMBER.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(text);
    return number <= most ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
