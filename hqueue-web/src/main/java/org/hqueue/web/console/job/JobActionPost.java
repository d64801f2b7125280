package org.hqueue.web.console.job;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.hqueue.job.JobRefusedException;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.JsonAnswer;
import org.hqueue.web.console.Texts;
import org.hqueue.web.console.Viewer;
import org.jspecify.annotations.Nullable;

/**
 * One press of a button: {@code POST /jobs/actions} with {@code action}, and either {@code id} as
 * often as wanted, or {@code match}, a list's state, for all that it shows on all pages; {@code
 * only} narrows that to a status or group. The answer is JSON: {@code message} in the viewer's
 * language, and {@code ok}. For one thread.
 */
final class JobActionPost {

  private static final int MOST_PRIORITY = 1_000_000;

  private final JobActions actions;
  private final Viewer viewer;

  JobActionPost(JobActions actions, Viewer viewer) {
    this.actions = actions;
    this.viewer = viewer;
  }

  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Optional<JobAction> action = JobAction.ofWord(request.getParameter("action"));
    Texts texts = viewer.texts();
    if (action.isEmpty()) {
      send(response, false, texts.get("result.unknown"));
      return;
    }
    List<Integer> ids = asked(request, actions, viewer.zone());
    Integer priority = priority(request.getParameter("priority"));
    if (action.get() == JobAction.PRIORITY && priority == null) {
      send(response, false, texts.get("result.noPriority"));
    } else if (ids.isEmpty()) {
      send(response, false, texts.get("result.none"));
    } else {
      run(action.get(), ids, priority == null ? 0 : priority, response);
    }
  }

  private void run(JobAction action, List<Integer> ids, int priority, HttpServletResponse response)
      throws IOException {
    try {
      JobActionResult result = actions.run(action, ids, priority);
      send(response, result.taken() > 0, result.told(action, viewer.texts()));
    } catch (JobRefusedException refused) {
      send(response, false, viewer.texts().refusal(refused));
    }
  }

  /** How many jobs a list's state shows, with the names of the first: what a question names. */
  void tellMatching(HttpServletRequest request, HttpServletResponse response) throws IOException {
    JobListState state = matched(request);
    JobRows.Table first = actions.first(state, viewer.zone());
    JsonObjectBuilder answer = Json.createObjectBuilder();
    answer.add("total", first.total());
    answer.add("totalText", JobPaging.totalText(first.total(), viewer));
    answer.add(
        "names",
        Json.createArrayBuilder(
            first.rows().stream().limit(5).map(row -> row.job().id() + " " + row.name()).toList()));
    JsonAnswer.send(response, answer.build());
  }

  /** The jobs that a request is about. */
  static List<Integer> asked(HttpServletRequest request, JobActions actions, ZoneId zone) {
    if (request.getParameter("match") != null) {
      return actions.matching(matched(request), zone);
    }
    return FormAnswer.ids(request);
  }

  private static JobListState matched(HttpServletRequest request) {
    String match = request.getParameter("match");
    JobListState state = JobListState.ofQuery(match == null ? "" : match);
    String only = request.getParameter("only");
    return only == null || only.isEmpty() ? state : state.onlyStatus(only);
  }

  private static @Nullable Integer priority(@Nullable String text) {
    if (text == null || !text.strip().matches("[0-9]{1,7}")) {
      return null;
    }
    return Math.min(MOST_PRIORITY, Integer.parseInt(text.strip()));
  }

  private static void send(HttpServletResponse response, boolean ok, String message)
      throws IOException {
    JsonAnswer.send(
        response, Json.createObjectBuilder().add("ok", ok).add("message", message).build());
  }
}
