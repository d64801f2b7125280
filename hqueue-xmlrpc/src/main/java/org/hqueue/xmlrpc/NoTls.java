package org.hqueue.xmlrpc;

import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts nothing and refuses to. A client of Java makes the JVM's own context even where it only
 * ever speaks plain http, which loads some 500 classes and every certificate that the machine
 * trusts: 6 MiB of an agent at rest.
 */
final class NoTls extends SSLContextSpi {

  private NoTls() {}

  /** For a client of one http address that follows no redirects. */
  static SSLContext context() {
    return new Context();
  }

  private static final class Context extends SSLContext {
    private Context() {
      super(new NoTls(), null, "none");
    }
  }

  @Override
  protected void engineInit(
      KeyManager @Nullable [] keys,
      TrustManager @Nullable [] trusted,
      @Nullable SecureRandom random) {
    throw refusal();
  }

  @Override
  protected SSLSocketFactory engineGetSocketFactory() {
    throw refusal();
  }

  @Override
  protected SSLServerSocketFactory engineGetServerSocketFactory() {
    throw refusal();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine() {
    throw refusal();
  }

  @Override
  protected SSLEngine engineCreateSSLEngine(String host, int port) {
    throw refusal();
  }

  @Override
  protected SSLSessionContext engineGetServerSessionContext() {
    throw refusal();
  }

  @Override
  protected SSLSessionContext engineGetClientSessionContext() {
    throw refusal();
  }

  @Override
  protected SSLParameters engineGetDefaultSSLParameters() {
    return parameters();
  }

  @Override
  protected SSLParameters engineGetSupportedSSLParameters() {
    return parameters();
  }

  private static SSLParameters parameters() {
    return new SSLParameters(new String[0], new String[0]);
  }

  private static IllegalStateException refusal() {
    return new IllegalStateException("this client speaks plain http");
  }
}
