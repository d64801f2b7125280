package org.hqueue.phrase;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the server itself says about jobs and clients where pages show it. This is its
 * English, which callers of the API get and the database keeps; pages that speak another language
 * find out which phrase a text is ({@link #find}), and say it in theirs. For many threads.
 */
public enum Phrase {
  // why a job waits
  NO_CLIENT("no client has registered"),
  NO_CLIENT_PERMITTED("no client is permitted"),
  NO_CLIENT_IN_GROUP("no client in group {text}"),
  NO_CLIENT_NAMED("no client named {text}"),
  NO_CLIENT_WITH("no client with {text}"),
  NO_CLIENT_FOR_ALL("no client meets all of its conditions together"),
  FEW_CLIENTS_FIT("needs {text} clients at once, {text} fit"),
  FEW_CLIENTS_FREE("needs {text} clients at once, {text} are free"),
  TOO_MANY_CPUS("needs {text} CPUs, the largest client has {text}"),
  TOO_MUCH_MEMORY("needs {text} MiB of memory, the largest client has {text}"),
  TOO_MANY_GPUS("needs {text} GPUs, the largest client has {text}"),
  TOO_MUCH_TOGETHER("no client has {text} CPUs, {text} MiB and {text} GPUs together"),
  SHARE_USED_UP("the share {text} may use {text} CPUs and does"),
  NO_RESOURCE("there is no resource named {text}"),
  RESOURCE_SHORT("{text} of {text} {text} free, needs {text}"),
  LIMIT_REACHED("job {text} lets {text} of its descendants run at once"),
  WOULD_FIT("{text} that would fit: {phrase}"),
  WOULD_FIT_MORE("{text} and {text} more that would fit: {phrase}"),
  DISABLED("disabled"),
  OFFLINE("offline"),
  UNFIT("unfit: {phrase}"),
  OUT_OF_HOURS("not available at this time by its rules"),
  SICK("sick: {phrase}"),
  KEPT("{text} is kept for job {text}, which came first"),
  ABOUT_TO_START("about to be started"),
  STAYS_AWAY("it stays away from the client that it failed on or was taken off"),
  NO_ROOM("no client that fits has {text} free"),
  NO_ROOM_BESIDE("no client that fits has {text} free beside what runs there ({text})"),
  CHILDREN_UNFINISHED("its children have not ended"),
  FARM_PAUSED("farm paused: {text}"),
  FARM_PAUSED_SILENTLY("farm paused: no reason was given"),
  PAUSED("paused"),
  CALLBACKS_UNFINISHED("its callbacks on {text} have not ended"),
  PROCESS_STOPPING("its earlier process on {text} is being stopped"),
  HELD("held: {text} failures in a row"),
  NOT_BEFORE("not before {text}"),

  // how a try ended, and why a job failed
  EXIT_CODE("exit code {text}"),
  EXIT_CODE_BECAUSE("exit code {text}: {phrase}"),
  SIGNAL("ended by signal {text}"),
  SIGNAL_BECAUSE("ended by signal {text}: {phrase}"),
  PATTERN("output matched \"{text}\": {text}"),
  RAN_TOO_LONG("ran longer than maxTime"),
  HUNG("no output and no CPU use for noOutputTime"),
  TOO_SHORT("ended sooner than minTime"),
  WAS_STOPPED("its process was stopped"),
  GIVEN_BACK("its client gave it back"),
  PROCESS_LOST("its client lost its process"),
  PROCESS_LOST_BECAUSE("its client lost its process: {phrase}"),
  NOT_STARTED("it could not be started"),
  NOT_STARTED_BECAUSE("it could not be started: {phrase}"),
  CAME_BACK_WITHOUT("its client came back without it"),
  SHUTTING_DOWN("its client is shutting down"),
  STAYED_SILENT("its client stayed silent"),
  CLIENT_REMOVED("its client was removed"),
  PUT_BACK_OFTEN("put back {text} times, last: {phrase}"),
  LOST_OFTEN("lost its client {text} times in a row, last: {phrase}"),
  COMMAND_FAILED("its command failed"),
  CHILDREN_UNSUCCESSFUL("{text} of {text} children did not succeed"),
  CHILDREN_FAILED("its children did not succeed"),
  CHILDREN_FAILED_OFTEN("more than {text} children of job {text} failed"),

  // what agents say: their English is their own
  AGENT_RAN_TOO_LONG("It ran longer than its maxTime."),
  AGENT_HUNG("It printed nothing and used no CPU for its noOutputTime."),
  AGENT_DISK_FULL("the client's disk is full"),
  AGENT_VANISHED("The process vanished from the client without leaving an exit code."),
  AGENT_CANNOT_WRITE("The client cannot write to its state folder: {text}"),
  AGENT_CANNOT_READ("The client cannot read its state folder: {text}"),
  AGENT_CANNOT_START("The command could not be started: {text}"),
  AGENT_NO_CALLBACK("The callback could not be started."),
  AGENT_NO_CALLBACK_BECAUSE("The callback could not be started: {text}"),
  AGENT_TERMINATED("Cancelled because its client was terminated while it was paused."),
  AGENT_DISK_LOW("The disk of {text} has less than {text} MiB free."),
  AGENT_FOLDER_MISSING("The folder {text} is not there."),
  AGENT_FOLDER_UNREADABLE("The folder {text} cannot be listed: {text}"),
  AGENT_HEALTH_SLOW("The health command did not end within {text} s. {text}"),
  AGENT_HEALTH_SLOW_SILENT("The health command did not end within {text} s."),
  AGENT_HEALTH_FAILED("The health command ended with exit code {text}. {text}"),
  AGENT_HEALTH_FAILED_SILENT("The health command ended with exit code {text}."),
  AGENT_HEALTH_NOT_RUN("The health command cannot be run: {text}"),

  // what happened to a job
  STATUS("setting status to {status}"),
  STATUS_BECAUSE("setting status to {status}: {phrase}"),
  ASSIGNED("Assigned to {text}"),
  ASSIGNED_AS_MASTER("Assigned to {text} (master)"),
  FINISHED("Finished with exit code {text}"),
  ENDED("Ended: {phrase}"),
  ENDED_WITH_CODE("Ended with exit code {text}: {phrase}"),
  PRIORITY("setting priority to {text}"),
  EDITED("edited: {text}"),
  PICTURE("a picture of file {text} has come"),
  HALTING("its process is being halted"),
  CONTINUING("its process is being continued"),
  STOPPING("its process is being stopped"),
  PAUSED_BY_USER("paused by user"),
  RESUMED_BY_USER("resumed by user"),
  CANCELLED_BY_USER("cancelled by user"),
  EJECTED_BY_USER("ejected by user"),
  DELETED_BY_USER("deleted by user"),
  RESCHEDULED_BY_USER("rescheduled by user"),
  RESCHEDULED_BELOW("a job below it was rescheduled"),
  EXPIRED("deleted, since it ended long ago"),
  NO_COMMAND_ANY_MORE("it has no command any more"),
  PARENT_CANCELLED("parent {text} was cancelled"),
  SPARED_BY_PAUSE("left alone by a pause: another job still waits for it"),
  SPARED_BY_CANCEL("left alone by a cancel: another job still waits for it"),
  SPARED_BY_DELETE("left alone by a delete: another job still waits for it"),
  CLIENT_SILENT("its client has gone silent"),
  CLIENT_BACK("its client is back"),
  CLIENT_BACK_WITH_IT("its earlier client is back and runs it still"),
  NOT_HELD("not held any more"),
  CLIENT_CAPPED(
      "more than {text} of its jobs failed on client {text}: it gets no more of them while another one that fits is online"),
  CALLBACKS_START("Running {text}"),
  CALLBACKS_START_ON("Running {text} on {text}"),
  CALLBACKS_WAIT("waiting for a client to run {text}"),
  CALLBACKS_NOT_RUN("Not run, since its client is lost: {text}"),
  CALLBACKS_LOST("Lost with its client and not repeated: {text}"),
  CALLBACK_ENDED("{text} ended with exit code {text}"),
  CALLBACK_ENDED_BECAUSE("{text} ended with exit code {text}: {phrase}"),
  CALLBACK_STOPPED("{text} was stopped"),
  CALLBACK_STOPPED_BECAUSE("{text} was stopped: {phrase}"),
  CALLBACK_LOST("{text} was lost with its client and is not repeated"),
  CALLBACK_LOST_BECAUSE("{text} was lost with its client and is not repeated: {phrase}"),
  CALLBACK_NOT_STARTED("{text} could not be started"),
  CALLBACK_NOT_STARTED_BECAUSE("{text} could not be started: {phrase}"),

  // what the server notes about clients and jobs
  FAILURES_IN_A_ROW("{text} failures in a row, the last: {phrase}"),
  GETS_NO_JOBS("It gets no jobs: {phrase}"),
  ABANDONED("abandoned: its client has gone silent"),
  GONE_SILENT("gone silent"),
  GONE_SILENT_WITH("gone silent; abandoned with it: {text}"),
  GONE_SILENT_WITH_MORE("gone silent; abandoned with it: {text} and {text} more"),

  // why something is refused
  UNFINISHED("jobs {text} are unfinished; cancel them before they are deleted"),
  TOO_DEEP_TO_TELL(
      "there are more than {text} levels below job {text}, which one struct cannot hold; ask for the specifications of its children instead"),
  UNKNOWN_ID("expected the id of {phrase}, got {text}, which does not exist"),
  EXPECTED_GOT("expected {phrase}, got {phrase}"),
  EXPECTED("expected {phrase}"),
  A_STRUCT("a struct"),
  A_LIST("a list"),
  NOTHING("nothing"),
  STRUCT_OF_AMOUNTS("a struct of names to amounts"),
  STRUCT_OF_TEXTS("a struct of names to texts"),
  STRUCT_OF_CODES("a struct of success and requeue"),
  A_JOB("a job"),
  A_CLIENT("a client"),
  A_RESOURCE("a resource"),
  A_GROUP("a client group"),
  A_FOLDER("a network folder"),
  MOST_CHARACTERS("expected at most {text} characters, got {text}"),
  CHANGEABLE("expected a property that can be changed"),
  NAME_MISSING("expected a name, got none"),
  INT_MISSING("expected int, got nothing"),
  NOT_JSON_OBJECT("expected a JSON object: {text}"),
  NOT_TEXT("expected text, got {phrase}"),
  NOT_INT("expected int, got {phrase}"),
  TOO_SMALL("expected int of at least {text}, got {text}"),
  NOT_BOOLEAN("expected a boolean, got {phrase}"),
  NOT_NUMBER("expected a number, got {text}"),
  NOT_STRUCT("expected a struct, got {phrase}"),
  NOT_STRUCTS("expected a list of structs, got {phrase}"),
  NOT_STRUCT_OR_LIST("expected a struct or a list of structs, got {phrase}"),
  NOT_JSON_SPEC("expected a struct, a list of structs or a JSON text: {text}"),
  WRONG_OPERATOR("expected ==, !=, in, not_in or any for {text}"),
  NOT_TIME("expected a time (ISO 8601), got {phrase}"),
  NOT_EXIT_CODES("expected exit codes like 0,3-5, got {phrase}"),
  NOT_PATTERN("expected a regular expression, got {text}: {text}"),
  NOT_FRAMES("expected frames like 1-240, 1-100x5 or 7, got {phrase}"),
  TOO_MANY_FRAMES("expected at most {text} frames, got {text}"),
  TOO_MANY_CHUNKS("expected at most {text} chunks in a call, got more"),
  CHILDREN_BESIDE_FRAMES("expected none for a job with frames, whose children are its chunks"),
  TOO_DEEP("expected children at most {text} levels deep, got more"),
  PATH_LENGTH("expected paths of 1 to {text} characters, got {text}"),
  LABEL_NAME("expected names of 1 to {text} characters"),
  LABEL_TOO_LONG("expected at most {text} characters"),
  TOO_MANY_PATHS("expected at most {text} paths"),
  NO_PLATFORM("expected linux, windows or macosx, got \"{text}\""),
  NO_VARIABLES("expected names of variables, got \"{text}\""),
  NUL_CHARACTER("expected text without NUL characters"),
  GRACE_OUT_OF_RANGE("expected 0 to {text} seconds, got {text}"),
  NO_SUCH_RESOURCE("expected the name of a resource, there is none named \"{text}\""),
  NO_SUCH_JOB("expected ids of existing jobs, there is no job {text}"),
  WOULD_WAIT_FOR_ITSELF("job {text} would wait for itself through its new parent"),
  STUB_TWICE("expected one job named \"{text}\" in a call, got two"),
  NO_SUCH_STUB("no job of this call has the stubId \"{text}\""),
  CYCLE("the jobs wait for each other in a cycle"),
  NAME_LENGTH("expected 1 to {text} characters, got {text}"),
  RESOURCE_EXISTS(
      "a resource named \"{text}\" exists already; change it with updateResource({text}, ...)"),
  RESOURCE_IN_USE("{text} of {text} are in use; how it is counted can change only while none is"),
  RESOURCE_NEEDS_DRAIN(
      "{text} of {text} are in use; a maximum below that needs drain = true: running jobs keep theirs"),
  RESOURCE_BUILT_IN("{text} is built in; set its maximum to -1 to make it unlimited"),
  RESOURCE_NEEDED("{text} is needed by unfinished jobs; cancel them first"),
  RESOURCE_NEEDED_BY("{text} is needed by unfinished jobs such as {text}; cancel them first"),
  GROUP_NAME("expected 1 to {text} characters without a comma, got \"{text}\""),
  GROUP_EXISTS("there is a client group named \"{text}\" already; choose another name"),
  FOLDER_RENAMED("the farm always has a folder HQROOT; save a new folder with the other variable"),
  FOLDER_DELETED("the farm always has a folder HQROOT; change its paths with saveNetworkFolder"),
  FOLDER_EXISTS("network folder {text} has the variable {text} already; choose another"),
  LENGTH("1 to {text} characters"),
  VARIABLE_NAME("letters, digits and _, not a digit first"),
  FREE_NAME("a name that jobs do not have already"),
  PATH_ON_ONE_LINE("a path of at most {text} characters on one line"),
  TOO_MANY_RULES("expected at most some 15 rules, got {text}, which cannot be kept"),
  RULE_MINUTES("rule {text}: expected minutes from 0 to {text}, got \"{text}\""),
  RULE_TIME("rule {text}: expected a time like 22:00, got \"{text}\""),
  RULE_ZONE("rule {text}: expected a zone like Europe/Berlin, got \"{text}\""),
  NOT_WHOLE("expected a whole number, got \"{text}\""),
  NO_SUCH_CLIENT("expected the name of a client, got \"{text}\""),
  NO_AGENT_HERE("this server carries no agent; install hqueue-agent.jar by hand"),
  CLIENT_RUNS_JOBS(
      "client {text} is online and runs jobs {text}; disable it and wait, or cancel them");

  private static final Map<Phrase, Template> TEMPLATES = templates();

  private static final List<Phrase> LONGEST_FIRST =
      Arrays.stream(values())
          .sorted(Comparator.comparingInt((Phrase one) -> one.template().length()).reversed())
          .toList();

  private final String text;

  Phrase(String text) {
    this.text = text;
  }

  private static Map<Phrase, Template> templates() {
    Map<Phrase, Template> templates = new EnumMap<>(Phrase.class);
    for (Phrase phrase : values()) {
      templates.put(phrase, Template.read(phrase.text));
    }
    return templates;
  }

  private Template template() {
    return Objects.requireNonNull(TEMPLATES.get(this));
  }

  /**
   * A text and the phrase that it was made from.
   *
   * @param values what its blanks hold, in their order in English
   */
  public record Found(Phrase phrase, List<String> values) {}

  /** The text, with values in its blanks; there must be as many. */
  public String with(@Nullable Object... values) {
    return template().fill(values);
  }

  /** What its blanks may hold, in their order in English. */
  public List<Blank> blanks() {
    return template().blanks();
  }

  /** The phrase that a text was made from, the most exact one; empty for any other text. */
  public static Optional<Found> find(String text) {
    for (Phrase phrase : LONGEST_FIRST) {
      List<String> values = phrase.template().values(text);
      if (values != null) {
        return Optional.of(new Found(phrase, values));
      }
    }
    return Optional.empty();
  }
}
