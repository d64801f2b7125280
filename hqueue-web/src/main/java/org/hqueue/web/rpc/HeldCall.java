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
  static final long LONGEST_HOLD_MILLIS = 120_000;

  /** The same for a call whose body is still on its way, however slowly. */
  static final long LONGEST_CALL_MILLIS = 600_000;

  private static final Logger LOG = Logger.getLogger(HeldCall.class.getName());

  private final AsyncContext context;
  private final Reply reply;
  private final AtomicBoolean answered = new AtomicBoolean();
  private volatile String method;
  private volatile Runnable cleanUp = () -> {};

  /**
   * Takes over a request that has just been made asynchronous.
   *
   * @param method what was called; "" as long as that is not known
   */
  HeldCall(String method, AsyncContext context, Reply reply, long limitMillis) {
    this.method = method;
    this.context = context;
    this.reply = reply;
    context.setTimeout(limitMillis);
    context.addListener(this);
  }

  /** What was called, once that is known. */
  void method(String name) {
    method = name;
  }

  /** Has something done as soon as the call is answered, or its caller gone. */
  void whenOver(Runnable action) {
    cleanUp = action;
  }

  /** The caller is gone. */
  void abandon() {
    if (answered.compareAndSet(false, true)) {
      cleanUp.run();
      context.complete();
    }
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
      cleanUp.run();
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
    answer(null, FaultMapper.notNow("the call " + method + " took too long"));
  }

  /** The connection broke: there is nobody to answer. */
  @Override
  public void onError(AsyncEvent event) {
    abandon();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    answered.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
