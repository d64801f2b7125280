package org.hqueue.xmlrpc;

import java.util.function.Function;
import org.apache.xmlrpc.parser.AtomicParser;
import org.xml.sax.SAXException;

/**
 * Reads one scalar; a text that is not of the type makes a fault that names the type and the text.
 */
final class ScalarParser extends AtomicParser {

  private final Tag tag;
  private final Function<String, Object> parse;

  /**
   * A parser for {@code tag}; {@code parse} throws IllegalArgumentException saying what it expects.
   */
  ScalarParser(Tag tag, Function<String, Object> parse) {
    this.tag = tag;
    this.parse = parse;
  }

  @Override
  protected void setResult(String text) throws SAXException {
    try {
      super.setResult(parse.apply(text));
    } catch (IllegalArgumentException wrong) {
      throw DocumentGuard.refuse(
          XmlRpcFault.NOT_A_CALL,
          "Expected in <%s> %s, got %s"
              .formatted(tag.xmlName(), wrong.getMessage(), DocumentGuard.quoted(text)),
          getDocumentLocator());
    }
  }
}
