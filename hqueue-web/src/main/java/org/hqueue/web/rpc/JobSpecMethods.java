package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hqueue.database.Retry;
import org.hqueue.job.JobChanges;
import org.hqueue.job.JobEditService;
import org.hqueue.job.JobEditService.Scope;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobSpecService;
import org.hqueue.job.Submissions;
import org.hqueue.schedule.PermittedClientsService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions that tell, copy and change specifications of jobs. For many threads. */
@ApplicationScoped
public class JobSpecMethods {

  @EJB JobSpecService specs;
  @EJB JobEditService edits;
  @EJB PermittedClientsService permitted;
  @Inject Submissions submissions;
  @Inject Retry retry;

  @Nullable Object spec(Params params) throws XmlRpcFault {
    int id = params.id(0, "job_id");
    boolean withChildren = params.has(1) && Lenient.flag("with_children", params.raw(1));
    return specs.struct(id, withChildren).orElse(null);
  }

  List<Integer> resubmit(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "job_ids");
    JobChanges changes = changes(params);
    List<JobSpec> copies = specs.copies(ids, changes);
    return copies.isEmpty() ? List.of() : submissions.submit(copies, List.of(), List.of());
  }

  int edit(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "job_ids");
    params.given(1, "changes", "struct");
    JobChanges changes = changes(params);
    Scope scope = scope(params.has(2) ? params.text(2, "scope") : "job");
    return retry.call(() -> edits.edit(ids, changes, scope));
  }

  List<String> permittedClients(Params params) throws XmlRpcFault {
    return permitted.labels(params.id(0, "job_id"));
  }

  @Nullable Void savePermittedClients(Params params) throws XmlRpcFault {
    int id = params.id(0, "job_id");
    List<String> labels = params.texts(1, "clients_list");
    if (!retry.call(() -> permitted.save(id, labels))) {
      throw Lenient.bad("job_id: expected the id of a job, got " + id + ", which does not exist");
    }
    return null;
  }

  private static JobChanges changes(Params params) throws XmlRpcFault {
    Object given = params.raw(1);
    if (given == null) {
      return JobChanges.read(Map.of());
    }
    if (given instanceof Map<?, ?> struct) {
      return JobChanges.read(struct);
    }
    throw Lenient.unexpected("changes", "struct", given);
  }

  private static Scope scope(String word) throws XmlRpcFault {
    for (Scope scope : Scope.values()) {
      if (scope.name().toLowerCase(Locale.ROOT).equals(word)) {
        return scope;
      }
    }
    throw Lenient.unexpected("scope", "job, unfinished, failed or all", word);
  }
}
