package org.hqueue.web.console.client;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hqueue.client.ClientView;
import org.jspecify.annotations.Nullable;

/**
 * What a list of clients shows, as its URL says it.
 *
 * @param text part of the label, address, description or a group's name; "" = any
 * @param state word of a {@link ClientState}, {@code disabled}, {@code problem}; "" = any
 * @param sort {@code name}, {@code state}, {@code heartbeat}, {@code cpus}, {@code load}, {@code
 *     idle} or {@code version}
 * @param page from 1
 */
record ClientListState(String text, String state, String sort, boolean descending, int page) {

  /** What clients can be chosen by. */
  static final List<String> STATES =
      List.of("available", "running", "unavailable", "offline", "disabled", "problem");

  private static final Map<String, Comparator<ClientRow>> ORDERS =
      Map.of(
          "name", Comparator.comparing(row -> row.client().label().toLowerCase(Locale.ROOT)),
          "state", Comparator.comparing(ClientRow::state),
          "heartbeat", Comparator.comparing(row -> String.valueOf(row.client().lastHeartbeat())),
          "cpus", Comparator.comparingInt(row -> row.client().cpus()),
          "load", Comparator.comparingDouble(row -> row.client().load()),
          "idle", Comparator.comparingInt(row -> row.client().idleMinutes()),
          "version", Comparator.comparing(row -> row.client().version()));
  private static final int LONGEST = 200;

  /** Of a URL's parameters; what makes no sense is passed over. */
  static ClientListState of(UnaryOperator<@Nullable String> parameters) {
    String sort = given(parameters.apply("sort"));
    String state = given(parameters.apply("state"));
    String page = given(parameters.apply("page"));
    return new ClientListState(
        given(parameters.apply("q")),
        STATES.contains(state) ? state : "",
        ORDERS.containsKey(sort) ? sort : "name",
        "1".equals(parameters.apply("desc")),
        page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1);
  }

  /** Of the part of a URL behind the question mark. */
  static ClientListState ofQuery(String query) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return of(parameters::get);
  }

  private static String given(@Nullable String text) {
    String known = text == null ? "" : text.strip();
    return known.substring(0, Math.min(LONGEST, known.length()));
  }

  boolean isFiltered() {
    return !text.isEmpty() || !state.isEmpty();
  }

  /** Whether the list shows a client. */
  boolean shows(ClientRow row) {
    boolean is =
        switch (state) {
          case "" -> true;
          case "disabled" -> !row.client().enabled();
          case "problem" -> !row.problems().isEmpty();
          default -> row.state().equals(state);
        };
    return is && (text.isEmpty() || mentions(row.client()));
  }

  private boolean mentions(ClientView client) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return (client.label()
            + "\n"
            + client.ip()
            + "\n"
            + client.description()
            + "\n"
            + String.join("\n", client.groups()))
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  /** The order of the rows. */
  Comparator<ClientRow> order() {
    Comparator<ClientRow> order = ORDERS.getOrDefault(sort, ORDERS.get("name"));
    return (descending ? order.reversed() : order).thenComparing(row -> row.client().id());
  }

  ClientListState atPage(int other) {
    return new ClientListState(text, state, sort, descending, other);
  }

  /** By a column; the other way round when it is sorted so already. */
  ClientListState sortedBy(String column) {
    return new ClientListState(text, state, column, column.equals(sort) && !descending, 1);
  }

  /** What is shown, whatever the order and page. */
  String matchQuery() {
    return new ClientListState(text, state, "name", false, 1)
        .queryString()
        .replaceFirst("^\\?", "");
  }

  /** As a URL has it, with the question mark; "" for the plain list. */
  String queryString() {
    StringBuilder query = new StringBuilder();
    add(query, "q", text);
    add(query, "state", state);
    add(query, "sort", sort.equals("name") ? "" : sort);
    add(query, "desc", descending ? "1" : "");
    add(query, "page", page == 1 ? "" : Integer.toString(page));
    return query.toString();
  }

  private static void add(StringBuilder query, String name, String value) {
    if (!value.isEmpty()) {
      query
          .append(query.isEmpty() ? '?' : '&')
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }
}
