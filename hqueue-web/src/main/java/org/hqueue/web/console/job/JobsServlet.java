package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.hqueue.database.Readiness;
import org.hqueue.job.JobOutputService;
import org.hqueue.web.rpc.FaultMapper;

/**
 * The URLs of the console's job pages: {@code /jobs} is the list, {@code /jobs/view/<id>} a job,
 * {@code /jobs/<id>/output} its output as plain text, with ranges. All are GET.
 */
@WebServlet(
    name = "jobs",
    urlPatterns = {"/jobs", "/jobs/*"},
    asyncSupported = true)
public class JobsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient JobOutputService outputs;
  @Inject private transient Readiness readiness;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<JobPath> path = JobPath.of(request.getPathInfo());
    if (path.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    switch (path.get().kind()) {
      case LIST -> request.getRequestDispatcher("/job/list.xhtml").forward(request, response);
      case VIEW ->
          request
              .getRequestDispatcher("/job/view.xhtml?id=" + path.get().jobId())
              .forward(request, response);
      case OUTPUT -> output(path.get().jobId(), request, response);
    }
  }

  private void output(int jobId, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!readiness.isReady()) {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
      return;
    }
    try {
      new OutputDownload(outputs, jobId).send(request, response);
    } catch (RuntimeException e) {
      FaultMapper.of("output of job " + jobId, e);
      if (response.isCommitted()) {
        throw e;
      }
      response.sendError(
          FaultMapper.isDatabaseAway(e)
              ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
              : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
    }
  }
}
