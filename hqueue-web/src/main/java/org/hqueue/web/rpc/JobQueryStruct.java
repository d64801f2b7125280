package org.hqueue.web.rpc;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hqueue.job.JobStatus;
import org.hqueue.search.JobSearch;
import org.hqueue.search.JobSearch.Sort;
import org.hqueue.search.SearchService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * What {@code findJobs} is asked. A key that nobody knows is a fault: passed over, it would find
 * more than was meant.
 *
 * @param search which jobs
 * @param page which part of them
 * @param attribs what to tell of each; empty for all
 */
record JobQueryStruct(JobSearch search, JobSearch.Page page, List<String> attribs) {

  private static final int USUAL_LIMIT = 100;

  private static final Set<String> KEYS =
      Set.of(
          "status",
          "name",
          "submittedBy",
          "failureReason",
          "client",
          "root",
          "parent",
          "rootsOnly",
          "leavesOnly",
          "exitCode",
          "labels",
          "since",
          "until",
          "sort",
          "descending",
          "offset",
          "limit",
          "attribs");

  private static final Map<String, Sort> SORTS =
      Map.of(
          "id", Sort.ID,
          "name", Sort.NAME,
          "status", Sort.STATUS,
          "priority", Sort.PRIORITY,
          "submittedby", Sort.SUBMITTED_BY,
          "queuetime", Sort.QUEUE_TIME,
          "starttime", Sort.START_TIME,
          "endtime", Sort.END_TIME);

  /** Reads the struct; nil asks for every job. */
  static JobQueryStruct read(@Nullable Object value) throws XmlRpcFault {
    Map<String, @Nullable Object> given = value == null ? Map.of() : Lenient.struct("query", value);
    for (String key : given.keySet()) {
      if (!KEYS.contains(key)) {
        throw Lenient.bad("query." + Lenient.shortened(key) + ": expected one of " + sorted(KEYS));
      }
    }
    StructReader query = new StructReader("query", given);
    JobSearch search =
        new JobSearch(
            statuses(query),
            query.text("name", ""),
            query.text("submittedBy", ""),
            query.text("failureReason", ""),
            query.text("client", "").strip(),
            integer(query, "root"),
            integer(query, "parent"),
            query.flag("rootsOnly", false),
            query.flag("leavesOnly", false),
            integer(query, "exitCode"),
            time(query, "since"),
            time(query, "until"),
            labels(query));
    return new JobQueryStruct(search, page(query), attribs(query));
  }

  private static JobSearch.Page page(StructReader query) throws XmlRpcFault {
    String word = query.text("sort", "id");
    Sort sort = SORTS.get(word.toLowerCase(Locale.ROOT));
    if (sort == null) {
      throw Lenient.unexpected(query.path("sort"), "one of " + sorted(SORTS.keySet()), word);
    }
    int offset = query.integer("offset", 0);
    int limit = query.integer("limit", USUAL_LIMIT);
    if (offset < 0 || limit < 1 || limit > SearchService.MOST) {
      throw Lenient.bad(
          "query.offset, query.limit: expected 0 or more, 1 to %d; got %d, %d"
              .formatted(SearchService.MOST, offset, limit));
    }
    return new JobSearch.Page(sort, query.flag("descending", false), offset, limit);
  }

  private static Set<JobStatus> statuses(StructReader query) throws XmlRpcFault {
    if (!query.has("status")) {
      return Set.of();
    }
    List<@Nullable Object> words = Lenient.list(query.path("status"), query.raw("status"));
    Set<JobStatus> statuses = EnumSet.noneOf(JobStatus.class);
    for (@Nullable Object word : words) {
      String text = Lenient.text(query.path("status"), word);
      statuses.add(
          JobStatus.ofWord(text)
              .orElseThrow(() -> Lenient.unexpected(query.path("status"), "a job status", text)));
    }
    return statuses;
  }

  private static Map<String, String> labels(StructReader query) throws XmlRpcFault {
    Map<String, String> labels = new TreeMap<>();
    if (query.has("labels")) {
      String path = query.path("labels");
      for (var label : Lenient.struct(path, query.raw("labels")).entrySet()) {
        labels.put(label.getKey(), Lenient.text(path + "." + label.getKey(), label.getValue()));
      }
    }
    return labels;
  }

  private static List<String> attribs(StructReader query) throws XmlRpcFault {
    List<String> names = new ArrayList<>();
    if (query.has("attribs")) {
      for (@Nullable Object name : Lenient.list(query.path("attribs"), query.raw("attribs"))) {
        names.add(Lenient.text(query.path("attribs"), name));
      }
    }
    return names;
  }

  private static @Nullable Integer integer(StructReader query, String key) throws XmlRpcFault {
    return query.has(key) ? (Integer) query.integer(key) : null;
  }

  private static @Nullable Instant time(StructReader query, String key) throws XmlRpcFault {
    Object value = query.raw(key);
    if (value == null || value instanceof Instant) {
      return (Instant) value;
    }
    throw Lenient.unexpected(query.path(key), "dateTime", value);
  }

  private static List<String> sorted(Set<String> words) {
    return words.stream().sorted().toList();
  }
}
