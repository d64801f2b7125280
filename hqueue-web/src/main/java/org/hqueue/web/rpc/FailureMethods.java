package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hqueue.database.Retry;
import org.hqueue.job.FailureService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * The functions about what follows from failures: each converts and calls one service. For many
 * threads.
 */
@ApplicationScoped
public class FailureMethods {

  @EJB FailureService failures;
  @Inject Retry retry;

  @Nullable Void releaseRoot(Params params) throws XmlRpcFault {
    int jobId = params.id(0, "job_id");
    retry.run(() -> failures.releaseRoot(jobId));
    return null;
  }

  @Nullable Void unblockClients(Params params) throws XmlRpcFault {
    int jobId = params.id(0, "job_id");
    List<Integer> clientIds = params.has(1) ? params.ids(1, "client_ids") : null;
    retry.run(() -> failures.unblockClients(jobId, clientIds));
    return null;
  }

  @Nullable Void showBlockedWarning(Params params) throws XmlRpcFault {
    int jobId = params.id(0, "job_id");
    boolean shown = Lenient.flag("state", params.given(1, "state", "boolean"));
    retry.run(() -> failures.showBlockedWarning(jobId, shown));
    return null;
  }
}
