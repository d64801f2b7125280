package org.hqueue.web.rpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hqueue.xmlrpc.XmlRpcCall;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.jspecify.annotations.Nullable;

/**
 * Makes one line of a call and its answer; of an agent's own calls, none: they come all the time.
 * For one thread at a time.
 */
final class RecordedCall implements CallRecording {

  /** What a job printed may hold anything, secrets included. */
  private static final Set<String> OUTPUT = Set.of("getJobOutput", "getJobOutputFrom");

  private final Clock clock;
  private final Consumer<String> lines;
  private final Instant began;
  private String method = "";
  private List<? extends @Nullable Object> params = List.of();

  /** Begins now, before the call has been read; the line goes to {@code lines} when it is whole. */
  RecordedCall(Clock clock, Consumer<String> lines) {
    this.clock = clock;
    this.lines = lines;
    this.began = clock.instant();
  }

  @Override
  public void call(XmlRpcCall call) {
    method = call.method();
    params = call.params();
  }

  @Override
  public void answer(@Nullable Object value) {
    boolean isOutput = OUTPUT.contains(method) && value != null;
    write("answer", isOutput ? "\"(output of a job)\"" : CallText.of(value));
  }

  @Override
  public void fault(XmlRpcFault fault) {
    write("fault", CallText.of(List.of(fault.code(), String.valueOf(fault.getMessage()))));
  }

  private void write(String kind, String text) {
    if (method.startsWith("agent.")) {
      return;
    }
    long millis = Duration.between(began, clock.instant()).toMillis();
    lines.accept(
        "{\"time\": \"%s\", \"millis\": %d, \"method\": %s, \"params\": %s, \"%s\": %s}"
            .formatted(began, millis, CallText.of(method), CallText.of(params), kind, text));
  }
}
