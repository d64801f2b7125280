package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hqueue.job.JobService;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobSpecReader;
import org.hqueue.job.JobStatus;
import org.hqueue.job.JobView;
import org.hqueue.job.Submissions;
import org.hqueue.job.UnknownWordException;
import org.hqueue.note.NoteSubject;
import org.hqueue.schedule.WaitingService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions about jobs: each converts, calls one service, converts back. For many threads. */
@ApplicationScoped
public class JobMethods {

  /** A word of HQueue's that no job ever has ({@code contract/jobs.md} section 5). */
  static final String NEVER_A_STATUS = "ejected";

  @EJB JobService jobs;
  @EJB WaitingService waiting;
  @Inject JobText output;
  @Inject NoteBriefs notes;
  @Inject TroubleNotes trouble;
  @Inject Submissions submissions;
  @Inject Clock clock;

  List<Integer> newJob(Params params, Caller caller) throws XmlRpcFault {
    List<JobSpec> specs = read(params.given(0, "jobspec", "struct, list or JSON"), caller);
    trouble.specifications(specs, caller);
    List<Integer> parentIds = params.idsOrNone(1, "parent_id");
    List<Integer> childIds = params.idsOrNone(2, "child_ids");
    return submissions.submit(specs, parentIds, childIds);
  }

  private List<JobSpec> read(Object given, Caller caller) {
    try {
      return JobSpecReader.read(given);
    } catch (UnknownWordException e) {
      trouble.unknownWord(e, caller);
      throw e;
    }
  }

  int runCommand(Params params) throws XmlRpcFault {
    String command = params.text(0, "cmd");
    if (command.isBlank()) {
      throw Lenient.bad("cmd: expected a command, got blank text");
    }
    List<JobSpec> one = List.of(JobSpec.ofCommand("", command));
    return submissions.submit(one, List.of(), List.of()).get(0);
  }

  List<Map<String, @Nullable Object>> list(Params params) throws XmlRpcFault {
    return structs(params.ids(0, "job_ids"), params.textsOrNone(1, "attribs"));
  }

  @Nullable Object one(Params params) throws XmlRpcFault {
    List<Integer> id = List.of(params.id(0, "job_id"));
    List<Map<String, @Nullable Object>> found = structs(id, params.textsOrNone(1, "attribs"));
    return found.isEmpty() ? null : found.get(0);
  }

  @Nullable Object info(Params params) throws XmlRpcFault {
    List<Integer> id = List.of(params.id(0, "job_id"));
    List<Map<String, @Nullable Object>> found = structs(id, List.of());
    return found.isEmpty() ? null : found.get(0);
  }

  String outputText(Params params) throws XmlRpcFault {
    int id = params.id(0, "job_id");
    int most = params.integer(1, "max_last_chars", Integer.MAX_VALUE);
    if (most < 0) {
      throw Lenient.bad("max_last_chars: expected 0 or more, got " + most);
    }
    Optional<String> text = output.last(id, most);
    return text.orElseThrow(
        () ->
            Lenient.bad("job_id: expected the id of a job, got " + id + ", which does not exist"));
  }

  List<Integer> idsByStatus(Params params, Caller caller) throws XmlRpcFault {
    trouble.statuses(params.raw(0), caller);
    Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
    for (String word : params.texts(0, "statuses")) {
      Optional<JobStatus> status = JobStatus.ofWord(word);
      if (status.isPresent()) {
        statuses.add(status.get());
      } else if (!word.equalsIgnoreCase(NEVER_A_STATUS)) {
        throw Lenient.unexpected("statuses", "a job status", word);
      }
    }
    return statuses.isEmpty() ? List.of() : jobs.idsByStatus(statuses);
  }

  /** The jobs as structs, in the order of the ids, with the attributes named, or all. */
  List<Map<String, @Nullable Object>> structs(List<Integer> ids, List<String> attribs) {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<String> names = JobAttributes.ALL.known(attribs);
    List<JobView> views = waiting.explained(jobs.views(ids, JobAttributes.ALL.partsFor(names)));
    Instant now = clock.instant();
    List<Map<String, @Nullable Object>> structs = new ArrayList<>(views.size());
    List<Integer> known = new ArrayList<>(views.size());
    for (JobView view : views) {
      known.add(view.id());
      structs.add(JobAttributes.ALL.read(new JobAttributes.Seen(view, now), names));
    }
    notes.fill(NoteSubject.JOB, known, structs);
    return structs;
  }
}
