package org.hqueue.web.rpc;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A call whose answer comes later; no thread waits for it. It is answered once, by whichever comes
 * first: the value, a failure, or the container's time limit.
 */
final class HeldCall implements AsyncListener {

  /** Beyond the longest hold, so that it only ends what something has forgotten. */
  private static final long LIMIT_MILLIS = 120_000;

  private static final Logger LOG = Logger.getLogger(HeldCall.class.getName());

  private final String method;
  private final AsyncContext context;
  private final Reply reply;
  private final AtomicBoolean answered = new AtomicBoolean();

  /** Takes over a request that has just been made asynchronous. */
  HeldCall(String method, AsyncContext context, Reply reply) {
    this.method = method;
    this.context = context;
    this.reply = reply;
    context.setTimeout(LIMIT_MILLIS);
    context.addListener(this);
  }

  /** Answers, unless that has happened. A failure, where given, counts before the value. */
  void answer(@Nullable Object value, @Nullable Throwable failure) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    try {
      if (failure == null) {
        answer(value);
      } else {
        reply.fault(FaultMapper.of(method, failure));
      }
    } catch (IOException e) {
      LOG.log(Level.FINE, "the caller of a held " + method + " is gone", e);
    } finally {
      context.complete();
    }
  }

  private void answer(@Nullable Object value) throws IOException {
    @Nullable Object known;
    try {
      known = value instanceof LateAnswer late ? late.read() : value;
    } catch (RuntimeException e) {
      reply.fault(FaultMapper.of(method, e));
      return;
    }
    reply.result(method, known);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    answer(null, FaultMapper.notNow(method + " was held for too long"));
  }

  /** The connection broke: there is nobody to answer. */
  @Override
  public void onError(AsyncEvent event) {
    if (answered.compareAndSet(false, true)) {
      context.complete();
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    answered.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
