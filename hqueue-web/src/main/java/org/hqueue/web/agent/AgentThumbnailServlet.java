package org.hqueue.web.agent;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hqueue.database.Readiness;
import org.hqueue.output.Thumbnails;
import org.hqueue.schedule.AgentLogService;

/**
 * Takes the small picture of a file that a job has made: {@code POST
 * /agent/thumbnail/<assignment>/<number>}, {@code docs/agent-protocol.md} section 5.
 */
@WebServlet(name = "agentThumbnail", urlPatterns = "/agent/thumbnail/*", asyncSupported = true)
public class AgentThumbnailServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(AgentThumbnailServlet.class.getName());
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern PATH = Pattern.compile("/([0-9]{1,9})/([1-9][0-9]?|100)");

  @EJB private transient AgentLogService agents;
  @Inject private transient Readiness readiness;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    Matcher place = PATH.matcher(path);
    String agentId = request.getHeader("X-HQueue-Agent");
    if (!place.matches() || agentId == null) {
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return;
    }
    if (!readiness.isReady()) {
      response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    if (request.getContentLengthLong() > MOST_BYTES) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    byte[] png;
    try {
      png =
          AgentLogServlet.BODIES.read(
              request.getInputStream(), request.getContentLengthLong(), MOST_BYTES, agentId);
    } catch (AgentBodies.RefusedException e) {
      response.setHeader("Connection", "close");
      response.setStatus(e.status());
      return;
    }
    if (png.length > MOST_BYTES) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
    } else if (!Thumbnails.isSmallPng(png)) {
      response.setStatus(HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE);
    } else {
      int assignment = Integer.parseInt(place.group(1));
      response.setStatus(taken(assignment, agentId, Integer.parseInt(place.group(2)), png));
    }
  }

  private int taken(int assignment, String agentId, int number, byte[] png) {
    try {
      return AgentLogServlet.status(agents.picture(assignment, agentId, number, png));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a picture of assignment " + assignment + " is not kept", e);
      return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
  }
}
