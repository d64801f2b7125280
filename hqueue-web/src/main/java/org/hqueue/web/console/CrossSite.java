package org.hqueue.web.console;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a page of another site has a viewer's browser send something here. Only browsers
 * say where a request comes from, so scripts, agents and submitters are never refused by it.
 */
final class CrossSite {

  private CrossSite() {}

  /** Whether the request may be one that changes something. */
  static boolean isForeign(HttpServletRequest request) {
    String host = request.getHeader("X-Forwarded-Host");
    return isForeign(
        request.getHeader("Sec-Fetch-Site"),
        request.getHeader("Origin"),
        host == null ? request.getHeader("Host") : host);
  }

  /**
   * Whether a browser says that another site is behind it.
   *
   * @param site {@code Sec-Fetch-Site}, which browsers send over https and to the same machine
   * @param origin {@code Origin}, which they send with every POST
   * @param host whom the browser meant to reach
   */
  static boolean isForeign(@Nullable String site, @Nullable String origin, @Nullable String host) {
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    if (origin == null) {
      return false;
    }
    try {
      String authority = new URI(origin).getAuthority();
      return authority == null || host == null || !bare(authority).equals(bare(host));
    } catch (URISyntaxException unreadable) {
      return true;
    }
  }

  /** Without the port that goes without saying. */
  private static String bare(String authority) {
    return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
  }
}
