package org.hqueue.job;

import java.util.List;

/**
 * The frames that a job is split into (jobs.md section 1).
 *
 * @param frames such as {@code 1-240}, {@code 1-100x5} or several of these with commas between, ""
 *     for a job that is not split
 * @param perJob frames of a chunk at the most, from 1
 * @param order in which the chunks are submitted
 */
public record FrameRules(String frames, int perJob, Order order) {

  /** Not split. */
  public static final FrameRules NONE = new FrameRules("", 1, Order.LINEAR);

  /** In which order chunks are submitted. */
  public enum Order {
    /** As the frames are named. */
    LINEAR,
    /** The first, the last, the one between them, those between these, and so on. */
    SUBDIVISION
  }

  static FrameRules read(SpecStruct spec) {
    List<String> ranges = spec.texts("frames").stream().filter(text -> !text.isBlank()).toList();
    return new FrameRules(
        String.join(",", ranges),
        spec.intOf("framesPerJob", 1, 1),
        spec.word("frameOrder", "linear", "subdivision").equals("subdivision")
            ? Order.SUBDIVISION
            : Order.LINEAR);
  }

  /** Whether the job is split. */
  public boolean exist() {
    return !frames.isEmpty();
  }
}
