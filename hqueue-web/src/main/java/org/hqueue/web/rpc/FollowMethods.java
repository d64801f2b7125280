package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.hqueue.job.JobOutputService;
import org.hqueue.job.JobService;
import org.hqueue.job.JobView;
import org.hqueue.search.Happening;
import org.hqueue.search.SearchService;
import org.hqueue.web.follow.Followers;
import org.hqueue.web.follow.WaitingCalls;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The functions by which a caller follows jobs without asking again and again. For many threads;
 * holds none.
 */
@ApplicationScoped
public class FollowMethods {

  /** Bytes of output in one answer. */
  static final int MOST_BYTES = 4 << 20;

  @Inject Followers followers;
  @EJB JobService jobs;
  @EJB JobOutputService outputs;
  @EJB SearchService search;

  /** Answers at once what may not be held. */
  Object waitForJobs(Params params, Caller caller) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "job_ids");
    int seconds = seconds(params, 1, WaitingCalls.LONGEST_SECONDS);
    return followers
        .jobs(ids, caller.mayHold() ? seconds : 0)
        .orElseThrow(FollowMethods::tooManyWait);
  }

  /** Answers at once what may not be held. */
  Object events(Params params, Caller caller) throws XmlRpcFault {
    long after = params.has(0) ? Lenient.whole("after_id", params.raw(0)) : 0;
    int limit = params.integer(1, "limit", SearchService.MOST);
    if (limit < 0) {
      throw Lenient.bad("limit: expected 0 or more, got " + limit);
    }
    int seconds = seconds(params, 2, 0);
    if (seconds == 0 || limit == 0 || !caller.mayHold()) {
      return structs(followers.events(after, limit));
    }
    LateAnswer answer = () -> structs(followers.events(after, limit));
    return followers
        .eventsAfter(after, seconds)
        .orElseThrow(FollowMethods::tooManyWait)
        .thenApply(none -> answer);
  }

  private static XmlRpcFault tooManyWait() {
    return FaultMapper.notNow("too many callers wait already");
  }

  private static int seconds(Params params, int position, int otherwise) throws XmlRpcFault {
    if (!params.has(position)) {
      return otherwise;
    }
    double seconds = Lenient.real("timeout", params.raw(position));
    return (int) Math.ceil(Math.max(0, Math.min(WaitingCalls.LONGEST_SECONDS, seconds)));
  }

  private static List<Map<String, @Nullable Object>> structs(List<Happening> events) {
    List<Map<String, @Nullable Object>> structs = new ArrayList<>(events.size());
    for (Happening event : events) {
      Map<String, @Nullable Object> struct = new LinkedHashMap<>();
      struct.put("id", event.id());
      struct.put("date", event.at());
      struct.put("jobId", event.jobId());
      struct.put("event", event.event());
      struct.put("status", event.status());
      struct.put("client", event.client());
      struct.put("text", event.text());
      structs.add(struct);
    }
    return structs;
  }

  /** A piece of a job's output, and where the next one begins. */
  Map<String, Object> outputFrom(Params params) throws XmlRpcFault {
    int jobId = params.id(0, "job_id");
    long offset = Lenient.whole("offset", params.given(1, "offset", "int"));
    long most = Lenient.whole("max_bytes", params.given(2, "max_bytes", "int"));
    if (offset < 0 || most < 0) {
      throw Lenient.bad("offset, max_bytes: expected 0 or more, got " + offset + ", " + most);
    }
    // Asked before the length, so that what is done cannot grow any more.
    boolean isOver = isOver(jobId);
    OptionalLong length = outputs.length(jobId);
    if (length.isEmpty()) {
      throw Lenient.bad(
          "job_id: expected the id of a job, got " + jobId + ", which does not exist");
    }
    long size = length.getAsLong();
    long from = Math.min(offset, size);
    long to = Math.min(size, from + Math.min(MOST_BYTES, most));
    byte[] data = read(jobId, from, to);
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("data", data);
    struct.put("next", from + data.length);
    struct.put("size", size);
    struct.put("done", isOver && from + data.length >= size);
    return struct;
  }

  private boolean isOver(int jobId) {
    List<JobView> found = jobs.views(List.of(jobId), Set.of());
    return !found.isEmpty() && found.get(0).status().isFinished() && !search.isOnClient(jobId);
  }

  private byte[] read(int jobId, long from, long to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) (to - from));
    try {
      outputs.copy(jobId, from, to, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("reading the output of job " + jobId, e);
    }
    return bytes.toByteArray();
  }
}
