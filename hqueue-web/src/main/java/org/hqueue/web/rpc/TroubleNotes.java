package org.hqueue.web.rpc;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.hqueue.database.Retry;
import org.hqueue.job.JobSpec;
import org.hqueue.job.JobStatus;
import org.hqueue.job.UnknownWordException;
import org.hqueue.trouble.Trouble;
import org.hqueue.trouble.TroubleService;
import org.hqueue.trouble.UnknownAsk;
import org.hqueue.trouble.UnknownAsk.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Notes what callers ask in vain and what fails, without a word to the database: that is written in
 * batches. For many threads.
 */
@ApplicationScoped
public class TroubleNotes {

  private static final Logger LOG = Logger.getLogger(TroubleNotes.class.getName());

  @EJB TroubleService troubles;
  @Inject Retry retry;
  @Inject Clock clock;

  final UnsavedTrouble unsaved = new UnsavedTrouble();

  /** There is no such function. */
  void unknownMethod(String name, Caller caller) {
    unsaved.ask(Kind.METHOD, name, caller.address(), clock.instant());
  }

  /** Notes surplus parameters of a call, and attributes that there are not. */
  void check(Method method, List<? extends @Nullable Object> values, Caller caller) {
    List<Method.Parameter> parameters = method.parameters();
    if (values.size() > parameters.size()) {
      String name = method.name() + ": " + values.size() + " of " + parameters.size();
      unsaved.ask(Kind.PARAMETER, name, caller.address(), clock.instant());
    }
    for (int i = 0; i < Math.min(values.size(), parameters.size()); i++) {
      if (parameters.get(i).name().endsWith("attribs") && values.get(i) instanceof List<?> asked) {
        attributes(method, asked, attributes(method.name(), parameters.get(i).name()), caller);
      }
    }
  }

  private void attributes(Method method, List<?> asked, List<String> known, Caller caller) {
    for (@Nullable Object name : asked) {
      if (name instanceof String text && !known.contains(text)) {
        String shown = method.name() + ": " + text;
        unsaved.ask(Kind.ATTRIBUTE, shown, caller.address(), clock.instant());
      }
    }
  }

  private static List<String> attributes(String method, String parameter) {
    return switch (method) {
      case "getJobs", "getJob" -> JobAttributes.ALL.names();
      case "getClientGroups", "getClientGroup", "getClientGroupByName" ->
          ClientGroupAttributes.ALL.names();
      case "getLatestNotes" -> NoteAttributes.NOTE.names();
      case "getNoteThreads" ->
          parameter.equals("note_attribs")
              ? NoteAttributes.NOTE.names()
              : NoteAttributes.THREAD.names();
      default -> ClientAttributes.ALL.names();
    };
  }

  /** Notes keys of specifications, nested ones too, that are no property of a job. */
  void specifications(List<JobSpec> specs, Caller caller) {
    List<String> known = JobAttributes.ALL.names();
    for (JobSpec spec : specs) {
      for (String key : spec.extra().keySet()) {
        if (!known.contains(key)) {
          unsaved.ask(Kind.SPECIFICATION, key, caller.address(), clock.instant());
        }
      }
      specifications(spec.links().children(), caller);
    }
  }

  /** Notes a word of a specification that the server does not know. */
  void unknownWord(UnknownWordException unknown, Caller caller) {
    Kind kind =
        switch (unknown.sort()) {
          case CONDITION -> Kind.CONDITION;
          case PLATFORM -> Kind.PLATFORM;
        };
    unsaved.ask(kind, unknown.word(), caller.address(), clock.instant());
  }

  /** There is no such operating system. */
  void unknownPlatform(String name, Caller caller) {
    unsaved.ask(Kind.PLATFORM, name, caller.address(), clock.instant());
  }

  /** Notes those of the words given, a list or a lone one, that are no job status. */
  void statuses(@Nullable Object words, Caller caller) {
    for (@Nullable Object word : words instanceof List<?> list ? list : Arrays.asList(words)) {
      if (word instanceof String text
          && JobStatus.ofWord(text).isEmpty()
          && !text.equalsIgnoreCase(JobMethods.NEVER_A_STATUS)) {
        unsaved.ask(Kind.STATUS, text, caller.address(), clock.instant());
      }
    }
  }

  /** Writes what was noted since; what cannot be written is dropped, the log has the errors. */
  public void save() {
    List<Trouble> errors = FaultMapper.takeIncidents();
    List<UnknownAsk> asks = unsaved.takeAsks();
    if (errors.isEmpty() && asks.isEmpty()) {
      return;
    }
    try {
      retry.run(() -> troubles.add(errors));
      retry.run(() -> troubles.count(asks));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "notes on trouble could not be stored and are dropped", e);
    }
  }
}
