package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.hqueue.database.Retry;
import org.hqueue.job.JobActionService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions that do something to jobs that exist. For many threads. */
@ApplicationScoped
public class JobActionMethods {

  @EJB JobActionService actions;
  @Inject Retry retry;

  @Nullable Void pause(Params params) throws XmlRpcFault {
    return onJobs(params, actions::pause);
  }

  @Nullable Void resume(Params params) throws XmlRpcFault {
    return onJobs(params, actions::resume);
  }

  @Nullable Void reschedule(Params params) throws XmlRpcFault {
    return onJobs(params, actions::reschedule);
  }

  @Nullable Void cancel(Params params) throws XmlRpcFault {
    return onJobs(params, actions::cancel);
  }

  @Nullable Void delete(Params params) throws XmlRpcFault {
    return onJobs(params, actions::delete);
  }

  @Nullable Void eject(Params params) throws XmlRpcFault {
    return onJobs(params, actions::eject);
  }

  @Nullable Void hold(Params params) throws XmlRpcFault {
    return onJobs(params, actions::hold);
  }

  @Nullable Void ejectOne(Params params) throws XmlRpcFault {
    List<Integer> id = List.of(params.id(0, "job_id"));
    retry.run(() -> actions.eject(id));
    return null;
  }

  @Nullable Void setPriorities(Params params) throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "job_ids");
    int priority = params.integer(1, "priority");
    retry.run(() -> actions.setPriorities(ids, priority));
    return null;
  }

  private @Nullable Void onJobs(Params params, Consumer<Collection<Integer>> action)
      throws XmlRpcFault {
    List<Integer> ids = params.ids(0, "job_ids");
    retry.run(() -> action.accept(ids));
    return null;
  }
}
