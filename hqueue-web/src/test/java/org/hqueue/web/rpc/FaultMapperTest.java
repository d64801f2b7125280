package org.hqueue.web.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ejb.EJBException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.transaction.xa.XAException;
import org.hqueue.database.ConflictException;
import org.hqueue.job.BadSpecException;
import org.hqueue.job.JobRefusedException;
import org.hqueue.xmlrpc.XmlRpcFault;
import org.junit.jupiter.api.Test;

class FaultMapperTest {

  @Test
  void badSpecificationIsABadParameterThatNamesItsPath() {
    XmlRpcFault fault =
        FaultMapper.of("newjob", new BadSpecException("children[3].cpus", "expected int"));
    assertEquals(XmlRpcFault.BAD_PARAMETERS, fault.code());
    assertEquals("children[3].cpus: expected int", fault.getMessage());
  }

  @Test
  void refusalByARuleTellsTheRule() {
    XmlRpcFault fault =
        FaultMapper.of("deleteJobs", new JobRefusedException("job 3 is running: cancel it first"));
    assertEquals(XmlRpcFault.REFUSED, fault.code());
    assertEquals("job 3 is running: cancel it first", fault.getMessage());
  }

  @Test
  void faultThatCameThroughAHeldCallStaysWhatItIs() {
    XmlRpcFault fault = new XmlRpcFault(XmlRpcFault.NOT_NOW, "later");
    assertSame(fault, FaultMapper.of("agent.heartbeat", new CompletionException(fault)));
  }

  @Test
  void databaseThatIsAwaySaysWhenToTryAgain() {
    List<Throwable> failures =
        List.of(
            new EJBException(
                "x", new RuntimeException(new SQLTransientConnectionException("gone"))),
            new RuntimeException(new SQLException("link failure", "08S01")),
            new RuntimeException(new SQLException("Error in allocating a connection. Cause: ...")));
    for (Throwable failure : failures) {
      XmlRpcFault fault = FaultMapper.of("ping", failure);
      assertEquals(XmlRpcFault.NOT_NOW, fault.code());
      assertEquals("the database cannot be reached; try again in 5 seconds", fault.getMessage());
    }
  }

  /** The container keeps no more of the cause than its words. */
  @Test
  void databaseThatIsLostAtTheCommitLeavesOpenWhatWasStored() {
    XAException lost = new XAException("LocalTransactionException: (conn=9) Socket error");
    XmlRpcFault fault =
        FaultMapper.of("newjob", new EJBException("x", new IllegalStateException("y", lost)));
    assertEquals(XmlRpcFault.NOT_NOW, fault.code());
    assertTrue(String.valueOf(fault.getMessage()).contains("look before you make it again"));
  }

  @Test
  void callThatStillMeetsOthersAfterItsRepetitionsIsToldToTryAgain() {
    for (Throwable failure :
        List.of(
            new ConflictException("job 3 was changed"),
            new RuntimeException(new SQLException("deadlock", "40001", 1213)))) {
      XmlRpcFault fault = FaultMapper.of("cancelJobs", failure);
      assertEquals(XmlRpcFault.NOT_NOW, fault.code());
    }
  }

  @Test
  void anythingElseGoesToTheLogUnderAnIncidentAndOnlyItsIdGoesOut() {
    List<LogRecord> logged = new ArrayList<>();
    Handler handler = recording(logged);
    Logger log = Logger.getLogger(FaultMapper.class.getName());
    log.setUseParentHandlers(false);
    log.addHandler(handler);
    RuntimeException failure = new IllegalStateException("password=secret");
    XmlRpcFault fault;
    try {
      fault = FaultMapper.of("getJobs", failure);
    } finally {
      log.removeHandler(handler);
      log.setUseParentHandlers(true);
    }
    assertEquals(XmlRpcFault.INTERNAL, fault.code());
    String text = fault.getMessage();
    assertFalse(text.contains("secret"), text);
    String incident = text.substring(text.lastIndexOf(' ') + 1);
    assertEquals(1, logged.size());
    assertSame(failure, logged.get(0).getThrown());
    assertTrue(logged.get(0).getMessage().contains(incident), logged.get(0).getMessage());
  }

  private static Handler recording(List<LogRecord> logged) {
    return new Handler() {
      @Override
      public void publish(LogRecord record) {
        logged.add(record);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
