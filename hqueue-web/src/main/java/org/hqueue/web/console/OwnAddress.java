package org.hqueue.web.console;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address under which a viewer has reached this server. */
public final class OwnAddress {

  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.:\\[\\]_-]{1,255}");
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.[0-9]+){3}|\\[::1\\])(:[0-9]+)?");

  private OwnAddress() {}

  /** {@code http://farm:5000}, without a slash at its end; as a proxy in front says it. */
  public static String of(HttpServletRequest request) {
    String host = request.getHeader("X-Forwarded-Host");
    String own = request.getServerName() + ":" + request.getServerPort();
    return of(
        "https".equals(request.getHeader("X-Forwarded-Proto")) || request.isSecure(),
        host == null ? request.getHeader("Host") : host,
        own + request.getContextPath(),
        request.getContextPath());
  }

  /**
   * The same of its parts.
   *
   * @param host whom the browser meant to reach; null or nonsense when that is not known
   * @param otherwise instead of it
   * @param path what each URL of the application begins with, "" for nothing
   */
  static String of(boolean secure, @Nullable String host, String otherwise, String path) {
    String place = host != null && AUTHORITY.matcher(host).matches() ? host + path : otherwise;
    return (secure ? "https://" : "http://") + place;
  }

  /** Whether no other machine can reach it. */
  public static boolean isLoopback(String address) {
    return LOOPBACK
        .matcher(address.replaceFirst("^https?://", "").replaceFirst("/.*", ""))
        .matches();
  }
}
