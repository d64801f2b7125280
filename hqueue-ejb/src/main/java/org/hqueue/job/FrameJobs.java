package org.hqueue.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hqueue.phrase.Phrase;

/**
 * Splits the jobs of a call that name frames (jobs.md section 1): the job becomes a container, with
 * a child per chunk. For one call and one thread.
 */
final class FrameJobs {

  /** Chunks of a call at the most. */
  static final int MOST = 100_000;

  private int left = MOST;

  private FrameJobs() {}

  /** The specifications of a call with their frames split, nested ones too. */
  static List<JobSpec> split(List<JobSpec> specs) {
    return new FrameJobs().splitAll("jobspec", specs, specs.size() == 1);
  }

  private List<JobSpec> splitAll(String path, List<JobSpec> specs, boolean isLone) {
    List<JobSpec> split = new ArrayList<>(specs.size());
    for (int i = 0; i < specs.size(); i++) {
      split.add(split(isLone ? "" : "%s[%d].".formatted(path, i), specs.get(i)));
    }
    return split;
  }

  private JobSpec split(String path, JobSpec spec) {
    if (!spec.frames().exist()) {
      List<JobSpec> children = spec.links().children();
      return children.isEmpty()
          ? spec
          : withChildren(spec, splitAll(path + "children", children, false));
    }
    refuse(path + "children", spec.links().children());
    refuse(path + "childrenIds", spec.links().childrenIds());
    refuse(path + "childStubIds", spec.links().childStubIds());
    List<JobSpec> chunks = new ArrayList<>();
    for (FrameChunk chunk : FrameChunk.of(path + "frames", spec.frames(), left)) {
      chunks.add(chunkOf(spec, chunk));
    }
    left -= chunks.size();
    return containerOf(spec, chunks);
  }

  private static void refuse(String path, List<?> given) {
    if (!given.isEmpty()) {
      throw new BadSpecException(path, Phrase.CHILDREN_BESIDE_FRAMES.with());
    }
  }

  /**
   * What is done for the frames together. Rules for the jobs below, labels and unknown properties
   * are kept on both: they mean nothing else on a container, and it is what is searched for.
   */
  private static JobSpec containerOf(JobSpec spec, List<JobSpec> chunks) {
    JobCallbacks callbacks = spec.callbacks();
    return new JobSpec(
        spec.name(),
        spec.description(),
        new JobSpec.Command(Map.of(), "", Map.of()),
        spec.priority(),
        JobNeeds.LEAST,
        0,
        JobPolicy.NONE,
        spec.tree(),
        new JobCallbacks(
            callbacks.onSuccess(), callbacks.onError(), "", callbacks.onChildError(), ""),
        spec.mail(),
        spec.labels(),
        spec.submittedBy(),
        linksWith(spec.links(), chunks),
        spec.frames(),
        spec.submissionKey(),
        spec.outputs(),
        spec.extra());
  }

  private static JobSpec chunkOf(JobSpec spec, FrameChunk chunk) {
    Map<String, String> environment = new LinkedHashMap<>(spec.command().environment());
    environment.putAll(chunk.variables());
    String suffix = " (frames " + chunk.text() + ")";
    int room = Math.min(spec.name().length(), JobSpecReader.LONGEST_NAME - suffix.length());
    return new JobSpec(
        spec.name().substring(0, room) + suffix,
        "",
        new JobSpec.Command(spec.command().texts(), spec.command().shell(), environment),
        spec.priority(),
        spec.needs(),
        spec.triesLeft(),
        spec.policy(),
        spec.tree(),
        new JobCallbacks("", "", spec.callbacks().onCancel(), "", spec.callbacks().cleanup()),
        JobSpec.Mail.NONE,
        spec.labels(),
        "",
        JobSpec.Links.NONE,
        FrameRules.NONE,
        "",
        List.of(),
        spec.extra());
  }

  private static JobSpec withChildren(JobSpec spec, List<JobSpec> children) {
    return new JobSpec(
        spec.name(),
        spec.description(),
        spec.command(),
        spec.priority(),
        spec.needs(),
        spec.triesLeft(),
        spec.policy(),
        spec.tree(),
        spec.callbacks(),
        spec.mail(),
        spec.labels(),
        spec.submittedBy(),
        linksWith(spec.links(), children),
        spec.frames(),
        spec.submissionKey(),
        spec.outputs(),
        spec.extra());
  }

  private static JobSpec.Links linksWith(JobSpec.Links links, List<JobSpec> children) {
    return new JobSpec.Links(
        children, links.childrenIds(), links.parentIds(), links.stubId(), links.childStubIds());
  }
}
