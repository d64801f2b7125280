package org.hqueue.web.console.note;

import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import javax.xml.stream.XMLStreamException;
import org.hqueue.note.NoteService;
import org.hqueue.web.console.OwnAddress;
import org.hqueue.web.console.SafeAnswer;
import org.hqueue.web.console.Viewer;

/** {@code /notes/feed}: the newest notes for feed readers. */
@WebServlet(name = "noteFeed", urlPatterns = "/notes/feed", asyncSupported = true)
public class NoteFeedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final int MOST_NOTES = 50;

  @EJB private transient NoteService notes;
  @Inject private transient Viewer viewer;
  @Inject private transient SafeAnswer safe;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    safe.run("the feed of notes", response, () -> send(request, response));
  }

  private void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    StringWriter feed = new StringWriter();
    try {
      new NoteFeed(OwnAddress.of(request), viewer.texts(), feed)
          .write(notes.newestNotes(MOST_NOTES));
    } catch (XMLStreamException e) {
      throw new IllegalStateException("text could not be written as XML", e);
    }
    response.setContentType("application/atom+xml");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-cache");
    response.getWriter().write(feed.toString());
  }
}
