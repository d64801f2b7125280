package org.hqueue.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hqueue.phrase.Phrase;

/**
 * Frames that one job renders: from the first to the last in equal steps.
 *
 * @param first frame
 * @param last frame, the same as the first for one alone
 * @param step from 1
 * @param size how many frames
 */
record FrameChunk(int first, int last, int step, int size) {

  /** Frames that one job may be split from at the most. */
  static final int MOST_FRAMES = 1_000_000;

  private static final Pattern RANGE =
      Pattern.compile("(-?[0-9]{1,9})(?:\\s*-\\s*(-?[0-9]{1,9}))?(?:\\s*x\\s*([0-9]{1,9}))?");

  private record Range(int first, int last, int step) {}

  /**
   * Splits frames into chunks, in the order that the rules say. A frame that is named twice counts
   * where it is named first.
   *
   * @param path of the property, for a refusal
   * @param most chunks that there may be
   */
  static List<FrameChunk> of(String path, FrameRules rules, int most) {
    List<Range> ranges = ranges(path, rules.frames());
    List<FrameChunk> chunks = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    FrameChunk open = null;
    for (Range range : ranges) {
      for (long frame = range.first; frame <= range.last; frame += range.step) {
        if (ranges.size() > 1 && !seen.add((int) frame)) {
          continue;
        }
        if (open != null && open.isFollowedBy((int) frame, range.step, rules.perJob())) {
          open = new FrameChunk(open.first, (int) frame, open.step, open.size + 1);
        } else {
          if (open != null) {
            chunks.add(open);
          }
          open = new FrameChunk((int) frame, (int) frame, range.step, 1);
        }
        if (chunks.size() >= most) {
          throw new BadSpecException(path, Phrase.TOO_MANY_CHUNKS.with(FrameJobs.MOST));
        }
      }
    }
    if (open != null) {
      chunks.add(open);
    }
    return rules.order() == FrameRules.Order.SUBDIVISION ? subdivided(chunks) : chunks;
  }

  private boolean isFollowedBy(int frame, int itsStep, int perJob) {
    return size < perJob && step == itsStep && frame == last + step;
  }

  private static List<Range> ranges(String path, String text) {
    List<Range> ranges = new ArrayList<>();
    long frames = 0;
    for (String item : text.split(",", -1)) {
      if (item.isBlank()) {
        continue;
      }
      Matcher range = RANGE.matcher(item.strip());
      if (!range.matches()) {
        throw unexpected(path, item);
      }
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
      if (last < first || step < 1) {
        throw unexpected(path, item);
      }
      frames += ((long) last - first) / step + 1;
      ranges.add(new Range(first, last, step));
    }
    if (ranges.isEmpty()) {
      throw unexpected(path, text);
    }
    if (frames > MOST_FRAMES) {
      throw new BadSpecException(path, Phrase.TOO_MANY_FRAMES.with(MOST_FRAMES, frames));
    }
    return ranges;
  }

  private static BadSpecException unexpected(String path, String item) {
    return new BadSpecException(path, Phrase.NOT_FRAMES.with(SpecValues.told(item)));
  }

  /** The first, the last, then the middle of every gap, the wide gaps before the narrow ones. */
  private static <T> List<T> subdivided(List<T> items) {
    List<T> order = new ArrayList<>(items.size());
    if (!items.isEmpty()) {
      order.add(items.get(0));
    }
    if (items.size() > 1) {
      order.add(items.get(items.size() - 1));
    }
    Deque<int[]> gaps = new ArrayDeque<>();
    gaps.add(new int[] {0, items.size() - 1});
    while (!gaps.isEmpty()) {
      int[] gap = gaps.remove();
      if (gap[1] - gap[0] > 1) {
        int middle = (gap[0] + gap[1]) / 2;
        order.add(items.get(middle));
        gaps.add(new int[] {gap[0], middle});
        gaps.add(new int[] {middle, gap[1]});
      }
    }
    return order;
  }

  /** Such as {@code 7}, {@code 1-5} or {@code 1-21x5}. */
  String text() {
    if (first == last) {
      return Integer.toString(first);
    }
    return step == 1 ? first + "-" + last : "%d-%dx%d".formatted(first, last, step);
  }

  /** The variables that tell a command its frames. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("HQFRAMES", text());
    variables.put("HQFRAMESTART", Integer.toString(first));
    variables.put("HQFRAMEEND", Integer.toString(last));
    variables.put("HQFRAMESTEP", Integer.toString(step));
    return variables;
  }
}
