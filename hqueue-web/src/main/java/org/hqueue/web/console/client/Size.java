package org.hqueue.web.console.client;

import java.text.NumberFormat;
import java.util.Locale;

/** Amounts of memory and disk for people. */
final class Size {

  private static final double STEP = 1024;
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

  private Size() {}

  /** KiB by the largest unit that leaves at least one of it. */
  static String text(long kibibytes, Locale locale) {
    double amount = Math.max(0, kibibytes);
    int unit = 0;
    while (amount >= STEP && unit < UNITS.length - 1) {
      amount /= STEP;
      unit++;
    }
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(amount < 10 && unit > 1 ? 1 : 0);
    return format.format(amount) + " " + UNITS[unit];
  }
}
