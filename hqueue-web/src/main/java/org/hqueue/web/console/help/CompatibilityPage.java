package org.hqueue.web.console.help;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hqueue.trouble.TroubleService;
import org.hqueue.trouble.UnknownAsk;
import org.hqueue.web.console.Moment;
import org.hqueue.web.console.PageLoad;
import org.hqueue.web.rpc.TroubleNotes;

/** What callers asked for and this server does not know, as a page. */
@Named
@RequestScoped
public class CompatibilityPage {

  /**
   * A line of the report.
   *
   * @param kind what sort of name it is, as {@code getCompatibilityReport} tells it
   * @param name as it was asked
   * @param count how often
   * @param lastCaller address of the last one
   * @param last when that was
   */
  public record Row(String kind, String name, long count, String lastCaller, Moment last) {}

  @EJB TroubleService troubles;
  @Inject TroubleNotes notes;
  @Inject PageLoad load;

  private final List<Row> rows = new ArrayList<>();

  /** Reads the report, with what was noted a moment ago. */
  public void load() {
    load.run("/help/compatibility", this::read);
  }

  private void read() {
    notes.save();
    for (UnknownAsk ask : troubles.asks()) {
      String kind = ask.kind().name().toLowerCase(Locale.ROOT);
      rows.add(new Row(kind, ask.name(), ask.count(), ask.lastCaller(), new Moment(ask.lastAt())));
    }
  }

  /** The most frequent first. */
  public List<Row> getRows() {
    return rows;
  }
}
