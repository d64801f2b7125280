package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.hqueue.job.JobOutputService;
import org.hqueue.job.JobOverviewService;
import org.hqueue.job.JobRefusedException;
import org.hqueue.job.JobResultService;
import org.hqueue.job.JobSpecService;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.JsonAnswer;
import org.hqueue.web.console.SafeAnswer;
import org.hqueue.web.console.Viewer;

/**
 * The URLs of the console's job pages; {@link JobPath} says what is where. All are GET, but what
 * the buttons send.
 */
@WebServlet(
    name = "jobs",
    urlPatterns = {"/jobs", "/jobs/*"},
    asyncSupported = true)
public class JobsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @EJB private transient JobOutputService outputs;
  @EJB private transient JobResultService results;
  @EJB private transient JobOverviewService overview;
  @EJB private transient JobSpecService specs;
  @Inject private transient JobForms forms;
  @Inject private transient PermittedForm permitted;
  @Inject private transient WatchedJobs watched;
  @Inject private transient FormAnswer answers;
  @Inject private transient JobActions actions;
  @Inject private transient DiagnosticBundle diagnostics;
  @Inject private transient Viewer viewer;
  @Inject private transient SafeAnswer safe;
  @Inject private transient Clock clock;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Optional<JobPath> path = JobPath.of(request.getPathInfo());
    if (path.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    int id = path.get().jobId();
    switch (path.get().kind()) {
      case LIST -> request.getRequestDispatcher("/job/list.xhtml").forward(request, response);
      case VIEW ->
          request.getRequestDispatcher("/job/view.xhtml?id=" + id).forward(request, response);
      case ACTIONS, EDIT, ELSEWHERE, RESUBMIT, NOTE, UNBLOCK, RELEASE ->
          response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      case SPEC ->
          safe.run("the specification of job " + id, response, () -> spec(id, request, response));
      case PERMITTED ->
          safe.run(
              "the clients of job " + id,
              response,
              () -> JsonAnswer.send(response, permitted.choice(id)));
      case ENDED ->
          safe.run(
              "which jobs have ended",
              response,
              () -> JsonAnswer.send(response, watched.ended(FormAnswer.ids(request))));
      case MATCHING ->
          safe.run(
              "the count of matching jobs",
              response,
              () -> new JobActionPost(actions, viewer).tellMatching(request, response));
      case OUTPUT ->
          safe.run(
              "output of job " + id,
              response,
              () -> new OutputDownload(outputs, id).send(request, response));
      case GRID ->
          safe.run(
              "the grid of job " + id,
              response,
              () ->
                  JsonAnswer.send(
                      response, JobPictures.grid(overview.children(id), clock.instant())));
      case GRAPH -> safe.run("the graph of job " + id, response, () -> graph(id, response));
      case DIAGNOSTICS ->
          safe.run("diagnostics of job " + id, response, () -> diagnostics.send(id, response));
      case THUMBNAIL ->
          safe.run(
              "a picture of job " + id,
              response,
              () -> thumbnail(id, path.get().number(), response));
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    JobPath path = JobPath.of(request.getPathInfo()).orElse(new JobPath(JobPath.Kind.LIST, 0));
    int id = path.jobId();
    switch (path.kind()) {
      case ACTIONS ->
          safe.run(
              "an action on jobs",
              response,
              () -> new JobActionPost(actions, viewer).answer(request, response));
      case EDIT ->
          // Not by FormAnswer, which would do all of it again on a conflict: each part tries again.
          safe.run("an edit of jobs", response, () -> forms.edit(request, response));
      case ELSEWHERE ->
          safe.run("rescheduling elsewhere", response, () -> forms.elsewhere(request, response));
      case PERMITTED ->
          answers.run(
              "the clients of job " + id, response, () -> permitted.save(id, request, viewer));
      case RESUBMIT -> answers.run("a copy of job " + id, response, () -> forms.resubmit(id));
      case NOTE -> answers.run("a note about job " + id, response, () -> forms.note(id, request));
      case UNBLOCK -> answers.run("unblocking for job " + id, response, () -> forms.unblock(id));
      case RELEASE -> answers.run("a release by job " + id, response, () -> forms.release(id));
      default -> response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
  }

  private void spec(int id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<String> json;
    try {
      json = specs.json(id, request.getParameter("children") != null);
    } catch (JobRefusedException refused) {
      JsonAnswer.send(
          response,
          Json.createObjectBuilder()
              .add("ok", false)
              .add("message", viewer.texts().refusal(refused))
              .build());
      return;
    }
    if (json.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    JsonAnswer.send(
        response, Json.createObjectBuilder().add("ok", true).add("spec", json.get()).build());
  }

  private void graph(int id, HttpServletResponse response) throws IOException {
    if (overview.statuses(List.of(id)).isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    JsonAnswer.send(response, JobPictures.graph(overview.graph(id)));
  }

  private void thumbnail(int id, int number, HttpServletResponse response) throws IOException {
    Optional<byte[]> png = results.thumbnail(id, number);
    if (png.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    response.setContentType("image/png");
    response.setHeader("Cache-Control", "private, max-age=60");
    response.setContentLength(png.get().length);
    response.getOutputStream().write(png.get());
  }
}
