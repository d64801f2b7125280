package org.hqueue.web.console.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class SizeTest {

  @Test
  void anAmountHasTheLargestUnitThatFits() {
    assertEquals("512 KiB", Size.text(512, Locale.ENGLISH));
    assertEquals("2 MiB", Size.text(2048, Locale.ENGLISH));
    assertEquals("1.5 GiB", Size.text(1024 * 1536, Locale.ENGLISH));
    assertEquals("24 GiB", Size.text(24L << 20, Locale.ENGLISH));
  }
}
