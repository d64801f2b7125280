package org.hqueue.xmlrpc;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Stands between the XML parser and Apache's parsers, and lets through only what the grammar of
 * XML-RPC allows, within the limits. Apache's parsers overlook stray text, repeated elements and
 * missing ones, and have no limits; behind the guard they meet none of that.
 *
 * <p>Elements arrive there without their namespace, and prefix declarations not at all: Apache's
 * context of prefixes fails on one that an inner element declares.
 *
 * <p>Every refusal is a {@link SAXException} that carries the {@link XmlRpcFault}. For one document
 * and one thread.
 */
final class DocumentGuard extends DefaultHandler {

  /** An element that has begun and not ended, with the number of its children so far. */
  private static final class Open {
    final Tag tag;
    int children;

    Open(Tag tag) {
      this.tag = tag;
    }
  }

  /** As much of a text as a fault repeats, in characters. */
  private static final int QUOTED = 80;

  private final Tag root;
  private final XmlRpcLimits limits;
  private final ContentHandler next;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable Locator locator;
  private int depth;
  private int members;

  /**
   * A guard that expects the root element {@code root} and tells {@code next} what it lets through.
   */
  DocumentGuard(Tag root, XmlRpcLimits limits, ContentHandler next) {
    this.root = root;
    this.limits = limits;
    this.next = next;
  }

  /** A fault with the given text and the present place in the document, as SAX can carry it. */
  static SAXException refuse(int code, String text, @Nullable Locator at) {
    String place =
        at == null
            ? ""
            : " (line %d, column %d)".formatted(at.getLineNumber(), at.getColumnNumber());
    return new SAXException(new XmlRpcFault(code, text + place));
  }

  /** The text in quotation marks, shortened if it is long. */
  static String quoted(String text) {
    return '"' + (text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...") + '"';
  }

  private SAXException refuse(String text) {
    return refuse(XmlRpcFault.NOT_A_CALL, text, locator);
  }

  @Override
  public void setDocumentLocator(Locator locator) {
    this.locator = locator;
    next.setDocumentLocator(locator);
  }

  @Override
  public void startDocument() throws SAXException {
    next.startDocument();
  }

  @Override
  public void endDocument() throws SAXException {
    next.endDocument();
  }

  @Override
  public void startElement(String uri, String localName, String qName, Attributes attributes)
      throws SAXException {
    Open parent = open.peek();
    Tag tag = Tag.of(uri, localName);
    if (tag == null || !mayBegin(tag, parent)) {
      throw refuse("Expected " + expectedIn(parent) + ", got <" + qName + ">");
    }
    if (parent != null) {
      parent.children++;
    }
    if (tag == Tag.VALUE && ++members > limits.maxMembers()) {
      throw refuse("Expected at most " + limits.maxMembers() + " values in all, got more");
    }
    if (tag.isContainer() && ++depth > limits.maxDepth()) {
      throw refuse(
          "Expected arrays and structs nested at most " + limits.maxDepth() + " deep, got more");
    }
    open.push(new Open(tag));
    next.startElement("", tag.xmlName(), tag.xmlName(), attributes);
  }

  private boolean mayBegin(Tag tag, @Nullable Open parent) {
    if (parent == null) {
      return tag == root;
    }
    int before = parent.children;
    return switch (parent.tag) {
      case METHOD_CALL -> tag == (before == 0 ? Tag.METHOD_NAME : Tag.PARAMS) && before < 2;
      case METHOD_RESPONSE -> (tag == Tag.PARAMS || tag == Tag.FAULT) && before == 0;
      case PARAMS -> tag == Tag.PARAM && (root == Tag.METHOD_CALL || before == 0);
      case PARAM, FAULT -> tag == Tag.VALUE && before == 0;
      case VALUE -> tag.isType() && before == 0;
      case ARRAY -> tag == Tag.DATA && before == 0;
      case DATA -> tag == Tag.VALUE;
      case STRUCT -> tag == Tag.MEMBER;
      case MEMBER -> tag == (before == 0 ? Tag.NAME : Tag.VALUE) && before < 2;
      case METHOD_NAME, NAME, I4, INT, I8, BOOLEAN, DOUBLE, STRING, BASE64, DATE_TIME, NIL -> false;
    };
  }

  private String expectedIn(@Nullable Open parent) {
    if (parent == null) {
      return "<" + root.xmlName() + ">";
    }
    int before = parent.children;
    String end = "</" + parent.tag.xmlName() + ">";
    return switch (parent.tag) {
      case METHOD_CALL -> before == 0 ? "<methodName>" : before == 1 ? "<params> or " + end : end;
      case METHOD_RESPONSE -> before == 0 ? "<params> or <fault>" : end;
      case PARAMS -> root == Tag.METHOD_CALL || before == 0 ? "<param>" : end;
      case PARAM, FAULT -> before == 0 ? "<value>" : end;
      case VALUE ->
          before == 0
              ? "text or one of <int>, <i4>, <i8>, <boolean>, <double>, <string>, <base64>,"
                  + " <dateTime.iso8601>, <array>, <struct>, <nil>"
              : end;
      case ARRAY -> before == 0 ? "<data>" : end;
      case DATA -> "<value> or " + end;
      case STRUCT -> "<member> or " + end;
      case MEMBER -> before == 0 ? "<name>" : before == 1 ? "<value>" : end;
      case METHOD_NAME, NAME, I4, INT, I8, BOOLEAN, DOUBLE, STRING, BASE64, DATE_TIME, NIL ->
          "text or " + end;
    };
  }

  private boolean mayEnd(Open element) {
    return switch (element.tag) {
      case METHOD_CALL, METHOD_RESPONSE, PARAM, FAULT, ARRAY -> element.children > 0;
      case PARAMS -> root == Tag.METHOD_CALL || element.children == 1;
      case MEMBER -> element.children == 2;
      case METHOD_NAME, NAME, VALUE, DATA, STRUCT, I4, INT, I8, BOOLEAN, DOUBLE -> true;
      case STRING, BASE64, DATE_TIME, NIL -> true;
    };
  }

  @Override
  public void endElement(String uri, String localName, String qName) throws SAXException {
    Open element = open.pop();
    if (!mayEnd(element)) {
      throw refuse("Expected " + expectedIn(element) + ", got </" + qName + ">");
    }
    if (element.tag.isContainer()) {
      depth--;
    }
    next.endElement("", element.tag.xmlName(), element.tag.xmlName());
  }

  @Override
  public void characters(char[] text, int start, int length) throws SAXException {
    Open element = open.peek();
    boolean wanted =
        element != null
            && (element.tag.holdsText() || (element.tag == Tag.VALUE && element.children == 0));
    if (wanted) {
      next.characters(text, start, length);
    } else if (!isBlank(text, start, length)) {
      throw refuse("Expected " + expectedIn(element) + ", got text");
    }
  }

  private static boolean isBlank(char[] text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (text[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  /** Nothing outside the document is ever read. */
  @Override
  public InputSource resolveEntity(@Nullable String publicId, String systemId) throws SAXException {
    throw refuse(XmlRpcFault.NOT_WELL_FORMED, "External entities are not accepted", locator);
  }

  @Override
  public void error(SAXParseException problem) throws SAXException {
    fatalError(problem);
  }

  /** What the XML parser itself finds wrong, a document type declaration included. */
  @Override
  public void fatalError(SAXParseException problem) throws SAXException {
    String text = "Expected well-formed XML without a DOCTYPE: " + problem.getMessage();
    throw refuse(XmlRpcFault.NOT_WELL_FORMED, text, locator);
  }
}
