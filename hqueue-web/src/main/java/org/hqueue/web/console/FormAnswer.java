package org.hqueue.web.console;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hqueue.database.ConflictException;
import org.hqueue.database.DatabaseException;
import org.hqueue.database.HqueueException;
import org.hqueue.database.Retry;
import org.jspecify.annotations.Nullable;

/**
 * Answers a form that a viewer sent with what came of it: {@code message} in words, and {@code ok}.
 * For many threads.
 */
@ApplicationScoped
public class FormAnswer {

  @Inject SafeAnswer safe;
  @Inject Viewer viewer;
  @Inject Retry retry;

  /**
   * What came of it, and whether that is what was wanted.
   *
   * @param link path below the server's address of what has come into being, "" for nothing
   */
  public record Told(boolean ok, String message, String link) {

    /** Where nothing has come into being that has a page. */
    public Told(boolean ok, String message) {
      this(ok, message, "");
    }
  }

  /**
   * Does it, as often as the database wants, and tells what came of it. What cannot be taken is
   * told in the words of whoever refused it.
   *
   * @param what is done, for the log
   */
  public void run(String what, HttpServletResponse response, Supplier<Told> act)
      throws IOException {
    safe.run(what, response, () -> send(response, told(act)));
  }

  private Told told(Supplier<Told> act) {
    try {
      return retry.call(act);
    } catch (ConflictException | DatabaseException ours) {
      throw ours;
    } catch (HqueueException refused) {
      return new Told(false, viewer.texts().refusal(refused));
    }
  }

  private static void send(HttpServletResponse response, Told told) throws IOException {
    JsonAnswer.send(
        response,
        Json.createObjectBuilder()
            .add("ok", told.ok())
            .add("message", told.message())
            .add("link", told.link())
            .build());
  }

  /** The ids that a form names, each once; what is no id is passed over. */
  public static List<Integer> ids(HttpServletRequest request) {
    Set<Integer> ids = new LinkedHashSet<>();
    String[] given = request.getParameterValues("id");
    for (String id : given == null ? new String[0] : given) {
      if (id.matches("[0-9]{1,9}")) {
        ids.add(Integer.valueOf(id));
      }
    }
    return new ArrayList<>(ids);
  }

  /** A field without the white space around it, "" when it is not there. */
  public static String text(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  /** A whole number of at most nine digits; null for anything else. */
  public static @Nullable Integer number(String text) {
    return text.matches("-?[0-9]{1,9}") ? Integer.valueOf(text) : null;
  }
}
