package org.hqueue.web.console.job;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.database.HqueueException;
import org.hqueue.job.FailureService;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService.Scope;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobSpecService;
import org.hqueue.note.NoteService;
import org.hqueue.web.console.FormAnswer;
import org.hqueue.web.console.FormAnswer.Told;
import org.hqueue.web.console.JsonAnswer;
import org.hqueue.web.console.Viewer;

/**
 * What the forms of the job pages do, beyond the buttons of {@link JobActions}. For many threads.
 */
@ApplicationScoped
public class JobForms {

  @EJB JobSpecService specs;
  @EJB JobService jobs;
  @EJB FailureService failures;
  @EJB NoteService notes;
  @Inject JobEdits edits;
  @Inject JobActions actions;
  @Inject Elsewhere elsewhere;
  @Inject Viewer viewer;

  /** Submits the job and everything below it once more, and links to the copy. */
  Told resubmit(int jobId) {
    List<JobSpec> copies = specs.copies(List.of(jobId), JobChanges.read(Map.of()));
    if (copies.isEmpty()) {
      return new Told(false, viewer.texts().get("left.gone"));
    }
    Integer copy = jobs.submit(copies, List.of(), List.of()).get(0);
    return new Told(
        true, viewer.say("result.resubmitted", Integer.toString(copy)), "/jobs/view/" + copy);
  }

  /** {@code POST /jobs/elsewhere}: reschedules jobs, named as for {@link JobActionPost}. */
  void elsewhere(HttpServletRequest request, HttpServletResponse response) throws IOException {
    List<Integer> ids = JobActionPost.asked(request, actions, viewer.zone());
    Told told =
        ids.isEmpty()
            ? new Told(false, viewer.texts().get("result.none"))
            : elsewhere.run(ids).told("result.elsewhere", viewer.texts());
    send(told, response);
  }

  /** Writes a note about the job; blank text writes nothing. */
  Told note(int jobId, HttpServletRequest request) {
    notes.add(
        FormAnswer.text(request, "text"), null, jobId, null, FormAnswer.text(request, "author"));
    return new Told(true, viewer.texts().get("result.saved"));
  }

  /** Lets the job's root use all clients again. */
  Told unblock(int jobId) {
    failures.unblockClients(jobId, null);
    return new Told(true, viewer.texts().get("result.unblocked"));
  }

  /** Lets what waits of the job's root be started again. */
  Told release(int jobId) {
    failures.releaseRoot(jobId);
    return new Told(true, viewer.texts().get("result.released"));
  }

  /**
   * {@code POST /jobs/edit} with {@code changes}, a JSON object as {@code editJobs} takes it,
   * {@code scope}, and the jobs as for {@link JobActionPost}.
   */
  void edit(HttpServletRequest request, HttpServletResponse response) throws IOException {
    send(edited(request), response);
  }

  private static void send(Told told, HttpServletResponse response) throws IOException {
    JsonAnswer.send(
        response,
        Json.createObjectBuilder().add("ok", told.ok()).add("message", told.message()).build());
  }

  private Told edited(HttpServletRequest request) {
    JobChanges changes;
    try {
      changes = JobChanges.readJson(FormAnswer.text(request, "changes"));
    } catch (HqueueException refused) {
      return new Told(false, viewer.texts().refusal(refused));
    }
    if (changes.isEmpty()) {
      return new Told(false, viewer.texts().get("edit.nothing"));
    }
    List<Integer> ids = JobActionPost.asked(request, actions, viewer.zone());
    if (ids.isEmpty()) {
      return new Told(false, viewer.texts().get("result.none"));
    }
    JobEdits.Result result = edits.run(ids, changes, scope(FormAnswer.text(request, "scope")));
    return new Told(result.taken() > 0, result.told(viewer.texts()));
  }

  private static Scope scope(String word) {
    for (Scope scope : Scope.values()) {
      if (scope.name().toLowerCase(Locale.ROOT).equals(word)) {
        return scope;
      }
    }
    return Scope.JOB;
  }
}
