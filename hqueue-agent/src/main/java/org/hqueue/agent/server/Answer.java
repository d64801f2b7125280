package org.hqueue.agent.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the server wants, told in answer to a report. Everything in it may be repeated in later
 * answers until a report shows that it was done.
 *
 * @param refused null, or why the server does not want this agent; then nothing else counts but
 *     {@code retryAfter}
 * @param retryAfter before asking again once refused; 1 s to 1 h
 * @param interval between heartbeats, which is also how long a call may be held; 1 s to 10 min
 * @param start offers
 * @param callbacks what follows ends that have been written down
 * @param forget assignments whose end has been written down
 * @param wish what is wanted of the agent itself; null for nothing
 * @param folders the network folders; null while they are those that the report tells of
 */
public record Answer(
    @Nullable String refused,
    Duration retryAfter,
    Duration interval,
    List<Offer> start,
    List<StopRequest> stop,
    List<Long> pause,
    List<Long> resume,
    List<CallbackOrder> callbacks,
    List<Long> forget,
    @Nullable Wish wish,
    @Nullable Folders folders) {

  /**
   * Where the farm's network folders are on this machine.
   *
   * @param mark stands for these paths in reports
   */
  public record Folders(String mark, List<String> paths) {
    static Folders of(Object struct) {
      var fields = new Fields(struct);
      return new Folders(fields.text("mark"), fields.texts("paths"));
    }
  }

  private static final Logger LOG = Logger.getLogger(Answer.class.getName());
  private static final int DEFAULT_SECONDS = 10;

  /**
   * Reads an answer. A part that cannot be understood is logged and left out, so that it harms no
   * other.
   *
   * @throws IllegalArgumentException if the answer as a whole is none
   */
  static Answer of(@Nullable Object struct) {
    var fields = new Fields(struct);
    return new Answer(
        fields.has("refused") ? fields.text("refused") : null,
        seconds(fields, "retryAfter", 3600),
        seconds(fields, "interval", 600),
        understood(fields.list("start"), Offer::of),
        understood(fields.list("stop"), StopRequest::of),
        fields.numbers("pause"),
        fields.numbers("resume"),
        understood(fields.list("callbacks"), CallbackOrder::of),
        fields.numbers("forget"),
        Wish.of(fields),
        understood(
                fields.has("folders") ? List.of(fields.struct("folders")) : List.of(), Folders::of)
            .stream()
            .findFirst()
            .orElse(null));
  }

  private static Duration seconds(Fields fields, String key, long most) {
    long seconds = fields.has(key) ? fields.number(key) : DEFAULT_SECONDS;
    return Duration.ofSeconds(Math.max(1, Math.min(most, seconds)));
  }

  private static <T> List<T> understood(List<?> structs, Function<Object, T> read) {
    var result = new ArrayList<T>();
    for (Object struct : structs) {
      try {
        result.add(read.apply(struct));
      } catch (IllegalArgumentException e) {
        LOG.log(Level.WARNING, "Ignoring a part of the server''s answer: {0}", e.getMessage());
      }
    }
    return result;
  }
}
