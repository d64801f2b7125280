package org.hqueue.xmlrpc;

/**
 * Bounds on what is read, each enforced while reading, so that no more than the bound is ever held.
 *
 * @param maxBytes the longest document, in bytes of XML (after any decompression); at least 1
 * @param maxDepth how many arrays and structs may stand inside one another; at least 1
 * @param maxMembers how many values a whole document may hold: parameters, array elements and
 *     struct members together, containers included; at least 1
 */
public record XmlRpcLimits(long maxBytes, int maxDepth, int maxMembers) {

  /** 64 MiB, 64 levels, 2,000,000 values. */
  public static final XmlRpcLimits DEFAULT = new XmlRpcLimits(64L << 20, 64, 2_000_000);

  /** The deepest nesting that a limit may allow: the parsers recurse once per level. */
  private static final int DEEPEST = 200;

  /** Refuses bounds below 1, and a depth that the parser's recursion could not bear. */
  public XmlRpcLimits {
    if (maxBytes < 1 || maxDepth < 1 || maxMembers < 1 || maxDepth > DEEPEST) {
      throw new IllegalArgumentException(
          "Limits must be at least 1 and maxDepth at most %d: %d bytes, %d levels, %d members"
              .formatted(DEEPEST, maxBytes, maxDepth, maxMembers));
    }
  }
}
