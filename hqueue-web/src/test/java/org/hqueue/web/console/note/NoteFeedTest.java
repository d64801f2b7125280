package org.hqueue.web.console.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hqueue.note.NoteThreadView;
import org.hqueue.note.NoteView;
import org.hqueue.web.console.Texts;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class NoteFeedTest {

  private static final NoteThreadView JOB = new NoteThreadView(1, 7, null, "", "");
  private static final NoteThreadView CLIENT = new NoteThreadView(2, null, 3, "node", "node:a");

  @Test
  void textOfANoteStaysText() throws Exception {
    String text = "</content><script>1</script> & ]]> \u0001 \ud800 ok";
    Document feed = feed(List.of(new NoteView(9, JOB, "ann <b>", Instant.EPOCH, text)));
    assertEquals("</content><script>1</script> & ]]> \ufffd \ufffd ok", text(feed, "content"));
    assertEquals("ann <b>", text(feed, "name"));
    assertEquals(0, feed.getElementsByTagName("script").getLength());
  }

  @Test
  void eachNoteHasAnIdThatStaysAndTheAddressOfItsSubject() throws Exception {
    String xml =
        xml(
            List.of(
                new NoteView(9, CLIENT, "", Instant.parse("2026-01-02T03:04:05.678Z"), "b"),
                new NoteView(8, JOB, "ann", Instant.EPOCH, "a")));
    assertTrue(xml.contains("<id>http://farm:5000/notes#note-9</id>"), xml);
    assertTrue(xml.contains("href=\"http://farm:5000/clients/view/3\""), xml);
    assertTrue(xml.contains("href=\"http://farm:5000/jobs/view/7\""), xml);
    assertTrue(xml.contains("<updated>2026-01-02T03:04:05Z</updated>"), xml);
    assertFalse(xml.contains("<name></name>"), xml);
  }

  @Test
  void aFarmWithoutNotesHasAFeedToo() throws Exception {
    Document feed = feed(List.of());
    assertEquals("http://farm:5000/notes/feed", text(feed, "id"));
    assertEquals(0, feed.getElementsByTagName("entry").getLength());
  }

  private static String text(Document feed, String element) {
    var found = feed.getElementsByTagName(element);
    return found.item(found.getLength() - 1).getTextContent();
  }

  private static Document feed(List<NoteView> notes) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml(notes))));
  }

  private static String xml(List<NoteView> notes) throws Exception {
    StringWriter out = new StringWriter();
    new NoteFeed("http://farm:5000", Texts.of(Locale.ENGLISH), out).write(notes);
    return out.toString();
  }
}
