package org.hqueue.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.hqueue.config.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.helper.SimpleMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Mail over STARTTLS, to a real SMTP server that takes neither a login nor a mail before it, with a
 * certificate that is made for the test.
 */
class StartTlsTest {

  private static final String STORE_PASSWORD = "changeit";
  private static final Draft DRAFT = new Draft("ann@example.org", "[hqueue] job 7", "succeeded");

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  private SSLContext before;
  private SMTPServer server;

  @BeforeEach
  void keepDefault() throws GeneralSecurityException {
    before = SSLContext.getDefault();
  }

  @AfterEach
  void stop() {
    server.stop();
    SSLContext.setDefault(before);
  }

  @Test
  void aMailIsHandedOverEncryptedAfterALogin() throws Exception {
    startTrusted("ip:127.0.0.1");
    sender("hqueue", "secret", "required").send(DRAFT);
    assertEquals(List.of("hqueue"), logins);
    assertEquals(List.of("hqueue@localhost to ann@example.org"), received);
  }

  @Test
  void encryptionIsUsedWhereItIsOffered() throws Exception {
    startTrusted("ip:127.0.0.1");
    sender("", "", "offered").send(DRAFT);
    assertEquals(1, received.size(), "the server takes none in the clear");
  }

  @Test
  void aServerThatDemandsItGetsNothingInTheClear() throws Exception {
    startTrusted("ip:127.0.0.1");
    MailSender clear = sender("", "", "off");
    assertThrows(MessagingException.class, () -> clear.send(DRAFT));
    assertEquals(List.of(), received);
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    startTrusted("ip:127.0.0.1");
    MailSender wrong = sender("hqueue", "guessed", "required");
    assertThrows(AuthenticationFailedException.class, () -> wrong.send(DRAFT));
    assertEquals(List.of(), received);
  }

  @Test
  void aCertificateThatNobodyVouchesForEndsTheTalk() throws Exception {
    start("ip:127.0.0.1");
    MailSender sender = sender("hqueue", "secret", "required");
    assertThrows(MessagingException.class, () -> sender.send(DRAFT));
    assertEquals(List.of(), logins, "no password for a stranger");
  }

  @Test
  void aCertificateOfAnotherHostEndsTheTalk() throws Exception {
    startTrusted("dns:mail.example.org");
    MailSender sender = sender("hqueue", "secret", "required");
    assertThrows(MessagingException.class, () -> sender.send(DRAFT));
    assertEquals(List.of(), logins, "no password for a stranger");
  }

  @SuppressWarnings("UnnecessaryAssignment") // There is no container here.
  private MailSender sender(String user, String password, String startTls) {
    MailSender sender = new MailSender();
    sender.clock = Clock.systemUTC();
    sender.settings =
        new Settings(
            folder,
            Map.of(
                "HQUEUE_SMTP_SERVER", "127.0.0.1",
                "HQUEUE_SMTP_PORT", Integer.toString(server.getPortAllocated()),
                "HQUEUE_SMTP_USER", user,
                "HQUEUE_SMTP_PASSWORD", password,
                "HQUEUE_SMTP_STARTTLS", startTls));
    return sender;
  }

  private void startTrusted(String name) throws Exception {
    SSLContext.setDefault(start(name));
  }

  /**
   * Starts the server.
   *
   * @param name that its certificate is for
   * @return what trusts the certificate
   */
  private SSLContext start(String name) throws Exception {
    SSLContext context = context(keyStore(name));
    server =
        SMTPServer.port(0)
            .bindAddress(InetAddress.getLoopbackAddress())
            .startTlsSocketFactory(context)
            .requireTLS()
            .authenticationHandlerFactory(
                new EasyAuthenticationHandlerFactory(
                    (user, password, talk) -> {
                      if (!user.equals("hqueue") || !password.equals("secret")) {
                        throw new LoginFailedException();
                      }
                      logins.add(user);
                    }))
            .simpleMessageListener(new Inbox())
            .build();
    server.start();
    return context;
  }

  /** Notes who wrote to whom. */
  private final class Inbox implements SimpleMessageListener {
    @Override
    public boolean accept(String from, String recipient) {
      return true;
    }

    @Override
    public void deliver(String from, String recipient, InputStream data) throws IOException {
      data.readAllBytes();
      received.add(from + " to " + recipient);
    }
  }

  private KeyStore keyStore(String name) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=mail",
                "-ext",
                "SAN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD,
                "-keystore",
                file.toString())
            .inheritIO()
            .start();
    assertEquals(0, keytool.waitFor());
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    return keys;
  }

  /** Has the certificate, and trusts no other. */
  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, STORE_PASSWORD.toCharArray());
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    KeyStore certificates = KeyStore.getInstance("PKCS12");
    try {
      certificates.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    certificates.setCertificateEntry("mail", keys.getCertificate("mail"));
    trusted.init(certificates);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
