package org.hqueue.web.console;

import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sends what the console's scripts ask for. */
public final class JsonAnswer {

  private JsonAnswer() {}

  /** Sends it; nobody keeps it. */
  public static void send(HttpServletResponse response, JsonObject answer) throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(answer.toString());
  }
}
