package org.hqueue.web.rpc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * The reference of the API, made from the method table: {@code docs/api.md} and the page {@code
 * /help/api} are the same. For many threads.
 */
@ApplicationScoped
public class ApiReference {

  private static final String HEAD =
      """
      # The XML-RPC API

      <!-- Made from the method table by ApiReferenceTest, which says how; not to be edited. -->

      ```python
      import xmlrpc.client
      farm = xmlrpc.client.ServerProxy("http://localhost:5000", allow_none=True)
      job_id, = farm.newjob({"name": "hello", "command": "echo hello"})
      print(farm.getJob(job_id, ["status", "progress"]))
      ```

      Parameters go by their position; those in brackets may be left out, and nil is as left out. An id
      may be an int or its text, a lone value where a list is meant is a list of one. Times are UTC. The
      console shows this page at `/help/api`; `system.methodHelp` tells it to scripts.

      | fault | meaning |
      |---|---|
      | -32700 | the body is not well formed |
      | -32600 | it is not a valid call, or beyond a limit |
      | -32601 | there is no such method |
      | -32602 | a parameter cannot be taken; the text names it |
      | -32500 | a rule refuses; the text says which, and what to do |
      | -32503 | not now; the text says when to try again |
      | -32603 | a failure of the server; the text gives the incident under which its log tells more |

      After a fault, nothing of the call has been stored.
      """;

  @Inject MethodTable methods;

  /**
   * A group of functions.
   *
   * @param title what they are about
   * @param entries in the order of the table
   */
  public record Section(String title, List<Entry> entries) {}

  /**
   * A function.
   *
   * @param name its wire spelling
   * @param form how it is called
   * @param help what it does
   */
  public record Entry(String name, String form, String help) {}

  /**
   * The attributes of a kind of thing.
   *
   * @param title what has them
   * @param names in the order of the contract, separated by commas
   */
  public record Kind(String title, String names) {}

  /** All functions, in the order of the contract. */
  public List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    methods
        .sections()
        .forEach(
            (title, functions) -> {
              List<Entry> entries = new ArrayList<>();
              for (Method method : functions) {
                entries.add(new Entry(method.name(), method.form(), method.help()));
              }
              sections.add(new Section(title, entries));
            });
    return sections;
  }

  /** What {@code attribs} may name. */
  public List<Kind> kinds() {
    return List.of(
        new Kind("Job", joined(JobAttributes.ALL.names())),
        new Kind("Client", joined(ClientAttributes.ALL.names())),
        new Kind("Client group", joined(ClientGroupAttributes.ALL.names())),
        new Kind("Thread of notes", joined(NoteAttributes.THREAD.names())),
        new Kind("Note", joined(NoteAttributes.NOTE.names())));
  }

  /** The text of {@code docs/api.md}. */
  String markdown() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Section section : sections()) {
      text.append("\n## ").append(section.title()).append('\n');
      for (Entry entry : section.entries()) {
        text.append("\n### ").append(entry.name());
        text.append("\n\n`").append(entry.form()).append("`\n\n").append(entry.help()).append('\n');
      }
    }
    text.append("\n## Attributes\n\n");
    text.append("Where `attribs` is given, only those come back; names that nobody knows are left");
    text.append(" out.\n\n");
    for (Kind kind : kinds()) {
      text.append("- **").append(kind.title()).append("**: ").append(kind.names()).append('\n');
    }
    return text.toString();
  }

  private static String joined(List<String> names) {
    return String.join(", ", names);
  }
}
