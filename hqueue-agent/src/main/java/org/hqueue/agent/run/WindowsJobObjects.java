package org.hqueue.agent.run;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Job objects through the functions of Windows. Can be made on Windows alone. */
final class WindowsJobObjects implements JobObjects {
  private static final int JOB_QUERY = 0x4;
  private static final int JOB_TERMINATE = 0x8;
  private static final int PROCESS_TERMINATE = 0x1;
  private static final int PROCESS_DUP_HANDLE = 0x40;
  private static final int PROCESS_SET_QUOTA = 0x100;
  private static final int PROCESS_SUSPEND_RESUME = 0x800;
  private static final int BASIC_ACCOUNTING = 1;
  private static final int BASIC_PROCESS_ID_LIST = 3;
  private static final int ACCOUNTING_BYTES = 48;
  private static final int MORE_DATA = 234;
  private static final int CTRL_BREAK = 1;

  private final Kernel32 kernel =
      Native.load("kernel32", Kernel32.class, W32APIOptions.DEFAULT_OPTIONS);
  private final NtDll ntdll = Native.load("ntdll", NtDll.class);

  /**
   * Open until released: a job object is found by its name only as long as somebody has it open,
   * and what a command leaves running need not.
   */
  private final Map<String, Pointer> open = new HashMap<>();

  /** The functions that are called, with the names and parameters that Windows gives them. */
  interface Kernel32 extends StdCallLibrary {
    @Nullable Pointer CreateJobObject(@Nullable Pointer attributes, String name);

    @Nullable Pointer OpenJobObject(int access, boolean inherited, String name);

    boolean AssignProcessToJobObject(Pointer job, Pointer process);

    boolean TerminateJobObject(Pointer job, int exitCode);

    boolean QueryInformationJobObject(
        Pointer job, int what, Pointer buffer, int bytes, @Nullable Pointer returned);

    @Nullable Pointer OpenProcess(int access, boolean inherited, int pid);

    Pointer GetCurrentProcess();

    boolean DuplicateHandle(
        Pointer from,
        Pointer handle,
        Pointer to,
        PointerByReference copy,
        int access,
        boolean inherited,
        int options);

    boolean CloseHandle(Pointer handle);

    @Nullable Pointer GetConsoleWindow();

    boolean AttachConsole(int pid);

    boolean FreeConsole();

    boolean GenerateConsoleCtrlEvent(int event, int group);
  }

  /** Functions that stop and continue whole processes. */
  interface NtDll extends StdCallLibrary {
    int NtSuspendProcess(Pointer process);

    int NtResumeProcess(Pointer process);
  }

  /** What is done with a handle that is closed afterwards. */
  private interface Use<T> {
    T with(Pointer handle) throws IOException;
  }

  @Override
  public void enclose(String name, long pid) throws IOException {
    Pointer job = opened(kernel.CreateJobObject(null, name), "CreateJobObject");
    try {
      int access = PROCESS_SET_QUOTA | PROCESS_TERMINATE | PROCESS_DUP_HANDLE;
      Pointer process = opened(kernel.OpenProcess(access, false, (int) pid), "OpenProcess");
      try {
        check(kernel.AssignProcessToJobObject(job, process), "AssignProcessToJobObject");
        // The name lasts as long as somebody holds the object open: the process and, since they
        // inherit it, what it starts. The agent may end.
        var self = kernel.GetCurrentProcess();
        var copy = new PointerByReference();
        check(
            kernel.DuplicateHandle(self, job, process, copy, JOB_QUERY, true, 0),
            "DuplicateHandle");
      } finally {
        kernel.CloseHandle(process);
      }
    } catch (IOException e) {
      kernel.CloseHandle(job);
      throw e;
    }
    keep(name, job);
  }

  @Override
  public synchronized void release(String name) {
    Pointer job = open.remove(name);
    if (job != null) {
      kernel.CloseHandle(job);
    }
  }

  private synchronized void keep(String name, Pointer job) {
    Pointer before = open.put(name, job);
    if (before != null) {
      kernel.CloseHandle(before);
    }
  }

  @Override
  public Optional<Contents> contents(String name) throws IOException {
    return inJob(name, job -> new Contents(pids(job), cpuTicks(job)));
  }

  @Override
  public void terminate(String name, int exitCode) throws IOException {
    var unused =
        inJob(
            name,
            job -> {
              check(kernel.TerminateJobObject(job, exitCode), "TerminateJobObject");
              return true;
            });
  }

  /** One at a time, as a process can be at one console only. */
  @Override
  public synchronized void sendBreak(long pid) {
    // With a console of its own the agent has given it to its jobs too, and all would get it.
    if (kernel.GetConsoleWindow() == null && kernel.AttachConsole((int) pid)) {
      kernel.GenerateConsoleCtrlEvent(CTRL_BREAK, 0);
      kernel.FreeConsole();
    }
  }

  @Override
  public void suspend(long pid) {
    Pointer process = kernel.OpenProcess(PROCESS_SUSPEND_RESUME, false, (int) pid);
    if (process != null) {
      ntdll.NtSuspendProcess(process);
      kernel.CloseHandle(process);
    }
  }

  @Override
  public void resume(long pid) {
    Pointer process = kernel.OpenProcess(PROCESS_SUSPEND_RESUME, false, (int) pid);
    if (process != null) {
      ntdll.NtResumeProcess(process);
      kernel.CloseHandle(process);
    }
  }

  private List<Long> pids(Pointer job) throws IOException {
    for (int room = 256; true; room *= 4) {
      try (var buffer = new Memory(JobAnswers.idListBytes(room))) {
        int bytes = (int) buffer.size();
        if (kernel.QueryInformationJobObject(job, BASIC_PROCESS_ID_LIST, buffer, bytes, null)) {
          return JobAnswers.pids(buffer.getByteBuffer(0, bytes));
        }
        if (Native.getLastError() != MORE_DATA) {
          throw failed("QueryInformationJobObject");
        }
      }
    }
  }

  private long cpuTicks(Pointer job) throws IOException {
    try (var buffer = new Memory(ACCOUNTING_BYTES)) {
      check(
          kernel.QueryInformationJobObject(job, BASIC_ACCOUNTING, buffer, ACCOUNTING_BYTES, null),
          "QueryInformationJobObject");
      return JobAnswers.cpuTicks(buffer.getByteBuffer(0, ACCOUNTING_BYTES));
    }
  }

  private synchronized <T> Optional<T> inJob(String name, Use<T> use) throws IOException {
    Pointer job = open.get(name);
    if (job == null) { // an earlier agent has made it
      job = kernel.OpenJobObject(JOB_QUERY | JOB_TERMINATE, false, name);
      if (job == null) {
        return Optional.empty();
      }
      open.put(name, job);
    }
    return Optional.of(use.with(job));
  }

  private static Pointer opened(@Nullable Pointer handle, String function) throws IOException {
    if (handle == null) {
      throw failed(function);
    }
    return handle;
  }

  private static void check(boolean done, String function) throws IOException {
    if (!done) {
      throw failed(function);
    }
  }

  private static IOException failed(String function) {
    return new IOException(function + " failed with error " + Native.getLastError());
  }
}
