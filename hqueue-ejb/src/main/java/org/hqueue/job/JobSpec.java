package org.hqueue.job;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a submitter asked for: one specification of {@code newjob}, read and checked by {@link
 * JobSpecReader}. jobs.md section 1 lists the properties.
 *
 * @param name shown everywhere; never blank for {@code newjob}, may be for {@code runcmd}
 * @param description shown with the name, "" when not given
 * @param command what runs
 * @param priority null when not given: the first parent's, 0 for a root
 * @param needs what it asks of clients and of the farm
 * @param triesLeft automatic retries after a failure, from 0
 * @param policy how tries are timed and judged
 * @param tree what it says of the jobs below it
 * @param callbacks commands that follow its end
 * @param mail who is told of what
 * @param labels its own ones, by name; children inherit them
 * @param submittedBy who, "" when not given: then a parent's
 * @param links how it hangs together with other jobs
 * @param frames what it is split into
 * @param submissionKey by which a repeated call is known, "" for none; that of a call's first
 *     specification counts
 * @param outputs paths of the files that it makes, as far as they are known before
 * @param extra the properties that this server does not know, as they came
 */
public record JobSpec(
    String name,
    String description,
    Command command,
    @Nullable Integer priority,
    JobNeeds needs,
    int triesLeft,
    JobPolicy policy,
    TreeRules tree,
    JobCallbacks callbacks,
    Mail mail,
    Map<String, String> labels,
    String submittedBy,
    Links links,
    FrameRules frames,
    String submissionKey,
    List<String> outputs,
    Map<String, @Nullable Object> extra) {

  /** A specification of its own with nothing but a command. */
  public static JobSpec ofCommand(String name, String command) {
    return new JobSpec(
        name,
        "",
        new Command(Map.of("", command), "", Map.of()),
        null,
        JobNeeds.LEAST,
        0,
        JobPolicy.NONE,
        TreeRules.NONE,
        JobCallbacks.NONE,
        Mail.NONE,
        Map.of(),
        "",
        Links.NONE,
        FrameRules.NONE,
        "",
        List.of(),
        Map.of());
  }

  /**
   * Who is told of what happens to a job.
   *
   * @param to addresses with commas between, "" = nobody
   * @param reasons words of jobs.md section 1 with commas between
   */
  public record Mail(String to, String reasons) {

    /** Nobody is told. */
    public static final Mail NONE = new Mail("", "");
  }

  /**
   * The command of a job.
   *
   * @param texts shell text by operating system ({@code linux}, {@code windows}, {@code macosx});
   *     the key "" holds for all; empty when the job has no command
   * @param shell "" means the operating system's own
   * @param environment variables, byte-exact
   */
  public record Command(Map<String, String> texts, String shell, Map<String, String> environment) {

    /** Whether there is anything to run. */
    public boolean exists() {
      return !texts.isEmpty();
    }

    /** The text for that operating system, "" when there is none. */
    public String textFor(String operatingSystem) {
      String own = texts.get(operatingSystem);
      return own != null ? own : texts.getOrDefault("", "");
    }
  }

  /**
   * How a specification is tied to other jobs.
   *
   * @param children submitted with it, as its children
   * @param childrenIds existing jobs that it waits for
   * @param parentIds existing jobs that will wait for it
   * @param stubId its name within the call, "" when it has none
   * @param childStubIds specifications of the same call that it waits for
   */
  public record Links(
      List<JobSpec> children,
      List<Integer> childrenIds,
      List<Integer> parentIds,
      String stubId,
      List<String> childStubIds) {

    /** Tied to nothing. */
    public static final Links NONE = new Links(List.of(), List.of(), List.of(), "", List.of());
  }
}
