package org.hqueue.system;

import java.io.PrintStream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Prints the logs of the farms that run when a test or its preparation fails. */
final class LogsOnFailure
    implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    print(context);
    throw failure;
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    print(context);
    throw failure;
  }

  @SuppressWarnings("SystemOut") // where the build's log shows it, beside the failure
  private static void print(ExtensionContext context) {
    PrintStream out = System.out;
    out.println("==== logs at the failure of " + context.getDisplayName());
    Farm.printLogs(out);
  }
}
