package org.hqueue.web.agent;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.hqueue.client.AgentProgram;

/**
 * Gives away the agent's program, {@code GET /agent/hqueue-agent.jar}; its entity tag is the
 * SHA-256 of the file.
 */
@WebServlet(name = "agentProgram", urlPatterns = AgentProgram.PATH)
public class AgentProgramServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject private transient AgentProgram program;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try (InputStream file = getServletContext().getResourceAsStream(ProgramListener.FILE)) {
      if (file == null) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      String tag = '"' + program.hash() + '"';
      response.setHeader("ETag", tag);
      if (tag.equals(request.getHeader("If-None-Match"))) {
        response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return;
      }
      response.setContentType("application/java-archive");
      response.setHeader("Content-Disposition", "attachment; filename=hqueue-agent.jar");
      response.setHeader("X-HQueue-SHA256", program.hash());
      file.transferTo(response.getOutputStream());
    }
  }
}
