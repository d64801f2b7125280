package org.hqueue.agent.run;

import com.sun.jna.Native;
import com.sun.jna.win32.StdCallLibrary;

/** How long Windows has been up. Works on Windows alone. */
public final class WindowsUptime {
  private WindowsUptime() {}

  /** The function that is called, with the name that Windows gives it. */
  interface Kernel32 extends StdCallLibrary {
    long GetTickCount64();
  }

  /** Milliseconds, those that the machine was asleep included. */
  public static long millis() {
    return Native.load("kernel32", Kernel32.class).GetTickCount64();
  }
}
