package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hqueue.job.JobStatus;
import org.hqueue.search.FoundJobs;
import org.hqueue.search.SearchService;
import org.hqueue.xmlrpc.XmlRpcFault;

/** The functions that find jobs: each converts, calls one service, converts back. */
@ApplicationScoped
public class SearchMethods {

  private static final int USUAL_HISTORY = 5;

  @EJB SearchService search;
  @Inject JobMethods jobs;
  @Inject TroubleNotes trouble;

  /** What of HQueue's is -1 by default counts as "any". */
  int waiting(Params params) throws XmlRpcFault {
    int minutes = params.integer(0, "wait_time", 0);
    int least = params.integer(1, "min_priority", -1);
    int most = params.integer(2, "max_priority", -1);
    return Math.toIntExact(search.waiting(minutes, least, most));
  }

  List<Integer> history(Params params) throws XmlRpcFault {
    int clientId = params.id(0, "client_id");
    int limit = params.integer(1, "limit", USUAL_HISTORY);
    if (limit < 0) {
      throw Lenient.bad("limit: expected 0 or more, got " + limit);
    }
    return limit == 0 ? List.of() : search.history(clientId, limit);
  }

  List<Integer> assignedTo(Params params) throws XmlRpcFault {
    return search.assignedTo(params.id(0, "client_id"));
  }

  List<Integer> roots(Set<JobStatus> statuses) {
    return search.roots(statuses);
  }

  Map<String, Object> find(Params params, Caller caller) throws XmlRpcFault {
    if (params.raw(0) instanceof Map<?, ?> asked) {
      trouble.statuses(asked.get("status"), caller);
    }
    JobQueryStruct query = JobQueryStruct.read(params.raw(0));
    FoundJobs found = search.find(query.search(), query.page());
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put("total", found.total());
    struct.put("jobs", jobs.structs(found.ids(), query.attribs()));
    return struct;
  }
}
