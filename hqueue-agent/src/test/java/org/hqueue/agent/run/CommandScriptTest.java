package org.hqueue.agent.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandScriptTest {

  @Test
  void aCommandIsGivenToCmdAsItIs() {
    var parts = CommandScript.parts("cmd", "echo \"a & b\" %OS% ^& !x!", "C:\\c.cmd");
    assertEquals("", parts.batch());
    assertEquals("echo \"a & b\" %OS% ^& !x!", parts.line());
    assertEquals("cmd.exe /d /v:off /s /c \"!HQCOMMANDLINE!\"", parts.invocation());
  }

  @Test
  void severalLinesBecomeABatchFile() {
    var parts =
        CommandScript.parts("C:\\Windows\\System32\\CMD.EXE", "one\ntwo\r\n", "D:\\a b.cmd");
    assertEquals("@echo off\r\none\r\ntwo\r\n", parts.batch());
    assertEquals("\"D:\\a b.cmd\"", parts.line());
  }

  @Test
  void anotherShellGetsTheCommandAsOneArgument() {
    var bash = CommandScript.parts("C:\\100% git\\bash.exe", "echo \"x\"", "");
    assertEquals("\"echo \\\"x\\\"\"", bash.line());
    assertEquals("\"C:\\100%% git\\bash.exe\" -c !HQCOMMANDLINE!", bash.invocation());
    assertEquals(
        "\"powershell\" -Command !HQCOMMANDLINE!",
        CommandScript.parts("powershell", "dir", "").invocation());
  }

  @Test
  void backslashesAreDoubledBeforeQuotesAlone() {
    assertEquals("\"\"", CommandScript.argument(""));
    assertEquals("\"a\\b c\"", CommandScript.argument("a\\b c"));
    assertEquals("\"C:\\dir\\\\\"", CommandScript.argument("C:\\dir\\"));
    assertEquals("\"a\\\\\\\"b\"", CommandScript.argument("a\\\"b"));
  }

  @Test
  void theWrapperIsAtHomeNowhereSoItMayBeOnAShare() {
    String wrapper = CommandScript.wrapper("\\\\nas\\50%\\7", "\\\\nas\\50%\\7\\work", "INVOKED");
    assertTrue(
        wrapper.contains(
            "\r\nmd \"\\\\nas\\50%%\\7\\claim\" 2>nul\r\nif errorlevel 1 exit 113\r\n"),
        wrapper);
    assertTrue(
        wrapper.contains("\r\npushd \"\\\\nas\\50%%\\7\\work\"\r\nif errorlevel 1 exit 112\r\n"),
        wrapper);
    assertTrue(wrapper.contains("\r\nINVOKED <nul\r\nendlocal & set \"hqcode=%errorlevel%\"\r\n"));
    assertTrue(wrapper.endsWith("\\exit\" echo %hqcode%\r\nexit %hqcode%\r\n"), wrapper);
    assertFalse(wrapper.replace("\r\n", "").contains("\n"));
  }

  @Test
  void cmdTakesTheOuterQuotesOffThePathOfTheWrapper() {
    assertEquals(
        List.of("cmd.exe", "/d", "/s", "/c", "\"\"C:\\a & b\\run.cmd\"\""),
        CommandScript.start("C:\\a & b\\run.cmd"));
  }
}
