package org.hqueue.web.console.note;

import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.hqueue.note.NoteThreadView;
import org.hqueue.note.NoteView;
import org.hqueue.web.console.Texts;

/**
 * Writes notes as an Atom feed (RFC 4287). An entry's id is the note's place on the page of notes,
 * which stays as long as the server's address does. For one thread.
 */
final class NoteFeed {

  private static final String ATOM = "http://www.w3.org/2005/Atom";

  private final String address;
  private final Texts texts;
  private final XMLStreamWriter xml;

  /**
   * A feed that is not begun.
   *
   * @param address of this server, without a slash at its end
   */
  NoteFeed(String address, Texts texts, Writer out) throws XMLStreamException {
    this.address = address;
    this.texts = texts;
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
  }

  /**
   * Writes the whole feed.
   *
   * @param notes the newest first
   */
  void write(List<NoteView> notes) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("feed");
    xml.writeDefaultNamespace(ATOM);
    element("id", address + "/notes/feed");
    element("title", texts.get("nav.notes") + " · Open HQueue");
    element("updated", time(notes.isEmpty() ? Instant.EPOCH : notes.get(0).at()));
    link("self", address + "/notes/feed");
    link("alternate", address + "/notes");
    for (NoteView note : notes) {
      entry(note);
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
  }

  private void entry(NoteView note) throws XMLStreamException {
    xml.writeStartElement("entry");
    element("id", address + "/notes#note-" + note.id());
    element("title", subject(note.thread()));
    element("updated", time(note.at()));
    xml.writeStartElement("author");
    element("name", note.author().isBlank() ? texts.get("note.nobody") : note.author());
    xml.writeEndElement();
    link("alternate", address + page(note.thread()));
    element("content", texts.note(note.text()));
    xml.writeEndElement();
  }

  private String subject(NoteThreadView thread) {
    Integer jobId = thread.jobId();
    if (jobId != null) {
      return texts.get("note.job", jobId.toString());
    }
    return thread.clientId() == null ? texts.get("note.thread") : thread.clientLabel();
  }

  private static String page(NoteThreadView thread) {
    if (thread.jobId() != null) {
      return "/jobs/view/" + thread.jobId();
    }
    return thread.clientId() == null ? "/notes" : "/clients/view/" + thread.clientId();
  }

  private void link(String relation, String target) throws XMLStreamException {
    xml.writeEmptyElement("link");
    xml.writeAttribute("rel", relation);
    xml.writeAttribute("href", target);
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(clean(text));
    xml.writeEndElement();
  }

  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Without the characters that XML has no way to write. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().forEach(point -> clean.appendCodePoint(isXml(point) ? point : 0xFFFD));
    return clean.toString();
  }

  private static boolean isXml(int point) {
    return point == 0x9
        || point == 0xA
        || point == 0xD
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
