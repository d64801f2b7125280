package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hqueue.database.HqueueException;
import org.hqueue.database.Retry;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobSpecReader;
import org.hqueue.web.console.JsonAnswer;
import org.hqueue.web.console.SafeAnswer;
import org.hqueue.web.console.Viewer;

/**
 * {@code /submit}: the page, and what its script sends: a specification as JSON, to be checked
 * ({@code ?check=1}) or stored. Both go by the rules of {@code newjob}, so what is found right here
 * is right there.
 */
@WebServlet(
    name = "submit",
    urlPatterns = {"/submit"},
    asyncSupported = true)
public class SubmitServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** What a person may paste; scripts have newjob. */
  private static final int MOST_BYTES = 4 << 20;

  @EJB private transient JobService jobs;
  @Inject private transient Retry retry;
  @Inject private transient SafeAnswer safe;
  @Inject private transient Viewer viewer;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    request.getRequestDispatcher("/job/submit.xhtml").forward(request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      return;
    }
    String text = new String(body, StandardCharsets.UTF_8);
    boolean store = request.getParameter("check") == null;
    safe.run(
        "a submission from the console",
        response,
        () -> JsonAnswer.send(response, answer(text, store).build()));
  }

  private JsonObjectBuilder answer(String text, boolean store) {
    JsonObjectBuilder answer = Json.createObjectBuilder();
    try {
      List<JobSpec> specs = JobSpecReader.read(text);
      answer.add("ok", true).add("jobs", count(specs));
      if (store) {
        List<Integer> ids = retry.call(() -> jobs.submit(specs, List.of(), List.of()));
        answer.add("ids", Json.createArrayBuilder(ids.subList(0, specs.size())));
      }
      return answer;
    } catch (BadSpecException refused) {
      return refusal(refused);
    }
  }

  private JsonObjectBuilder refusal(HqueueException refused) {
    return Json.createObjectBuilder()
        .add("ok", false)
        .add("message", viewer.texts().refusal(refused));
  }

  private static int count(List<JobSpec> specs) {
    int count = 0;
    for (JobSpec spec : specs) {
      count += 1 + count(spec.links().children());
    }
    return count;
  }
}
