package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.hqueue.database.Retry;
import org.hqueue.schedule.FarmPauseService;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/** The functions about the farm as a whole. For many threads. */
@ApplicationScoped
public class FarmMethods {

  @EJB FarmPauseService farm;
  @Inject Retry retry;

  @Nullable Void pause(Params params) throws XmlRpcFault {
    String reason = params.text(0, "reason");
    retry.run(() -> farm.pause(reason));
    return null;
  }

  @Nullable Void resume() {
    retry.run(farm::resume);
    return null;
  }
}
