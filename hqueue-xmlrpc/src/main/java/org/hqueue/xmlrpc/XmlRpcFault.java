package org.hqueue.xmlrpc;

/**
 * A fault: a code that programs compare and a text that people read. The codes are the usual
 * interoperability numbers (contract/api.md section 1). The text is {@link #getMessage()}.
 */
public final class XmlRpcFault extends Exception {

  /** The body is not well-formed XML, or holds a document type declaration. */
  public static final int NOT_WELL_FORMED = -32700;

  /** The body is XML but not a valid call, or exceeds a limit. */
  public static final int NOT_A_CALL = -32600;

  /** No method has that name. */
  public static final int NO_SUCH_METHOD = -32601;

  /** A parameter is missing, superfluous, or of the wrong type or range. */
  public static final int BAD_PARAMETERS = -32602;

  /** A rule forbids it; the text says which, and what to do. */
  public static final int REFUSED = -32500;

  /** The caller must log in first. */
  public static final int NOT_LOGGED_IN = -32401;

  /** The caller is known, but may not do this. */
  public static final int NOT_ALLOWED = -32403;

  /** Cannot be served at the moment; the text says when to try again. */
  public static final int NOT_NOW = -32503;

  /** A defect of the server; the text gives an incident id. */
  public static final int INTERNAL = -32603;

  private final int code;

  /** A fault with any code, also one that is not listed here. */
  public XmlRpcFault(int code, String text) {
    super(text);
    this.code = code;
  }

  /** The number that travels as {@code faultCode}. */
  public int code() {
    return code;
  }
}
