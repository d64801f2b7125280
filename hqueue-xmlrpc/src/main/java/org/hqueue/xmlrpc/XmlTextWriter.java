package org.hqueue.xmlrpc;

import java.io.IOException;
import java.io.Writer;
import org.apache.ws.commons.serialize.XMLWriterImpl;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Writes any text as well-formed XML: what XML 1.0 forbids becomes U+FFFD, pairs of surrogates stay
 * together (Apache's own writes two character references, which is not well-formed), and a carriage
 * return is written as a reference, since a parser would turn a bare one into a line feed.
 */
final class XmlTextWriter extends XMLWriterImpl {

  private static final String REPLACEMENT = "\uFFFD";

  @Override
  public void characters(char[] text, int start, int length) throws SAXException {
    super.characters(text, start, 0); // ends the start tag
    Writer out = getWriter();
    int end = start + length;
    int plain = start;
    try {
      for (int i = start; i < end; i++) {
        char c = text[i];
        if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text[i + 1])) {
          i++;
          continue;
        }
        String instead = insteadOf(c);
        if (instead != null) {
          out.write(text, plain, i - plain);
          out.write(instead);
          plain = i + 1;
        }
      }
      out.write(text, plain, end - plain);
    } catch (IOException broken) {
      throw new SAXException(broken);
    }
  }

  /** What is written in place of a lone character, or null if it is written as it is. */
  private static @Nullable String insteadOf(char c) {
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\r' -> "&#13;";
      case '\t', '\n' -> null;
      case '\uFFFE', '\uFFFF' -> REPLACEMENT;
      default -> c < ' ' || Character.isSurrogate(c) ? REPLACEMENT : null;
    };
  }
}
