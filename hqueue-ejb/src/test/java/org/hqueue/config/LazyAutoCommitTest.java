package org.hqueue.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LazyAutoCommitTest {

  private final List<String> told = new ArrayList<>();

  @Test
  void transactionsAfterEachOtherSwitchOnce() throws SQLException {
    try (Connection connection = LazyAutoCommit.over(physical())) {
      for (int i = 0; i < 3; i++) {
        connection.setAutoCommit(false);
        connection.createStatement();
        connection.commit();
        connection.setAutoCommit(true);
      }
    }
    assertEquals(
        List.of(
            "setAutoCommit false",
            "createStatement",
            "commit",
            "createStatement",
            "commit",
            "createStatement",
            "commit",
            "close"),
        told);
  }

  @Test
  void aStatementOutsideATransactionIsCommittedByItself() throws SQLException {
    try (Connection connection = LazyAutoCommit.over(physical())) {
      connection.setAutoCommit(false);
      connection.createStatement();
      connection.rollback();
      connection.setAutoCommit(true);
      connection.createStatement();
    }
    assertEquals(
        List.of(
            "setAutoCommit false",
            "createStatement",
            "rollback",
            "setAutoCommit true",
            "createStatement",
            "close"),
        told);
  }

  @Test
  void switchingOnWithWorkUndecidedCommitsItAtOnce() throws SQLException {
    try (Connection connection = LazyAutoCommit.over(physical())) {
      connection.setAutoCommit(false);
      connection.createStatement();
      connection.setAutoCommit(true);
    }
    assertEquals(
        List.of("setAutoCommit false", "createStatement", "setAutoCommit true", "close"), told);
  }

  @Test
  void aTransactionWithoutAStatementTellsTheDatabaseNothing() throws SQLException {
    try (Connection connection = LazyAutoCommit.over(physical())) {
      connection.setAutoCommit(false);
      assertFalse(connection.getAutoCommit());
      connection.commit();
      connection.setAutoCommit(true);
    }
    assertEquals(List.of("close"), told);
  }

  private Connection physical() {
    boolean[] mode = {true};
    return (Connection)
        Proxy.newProxyInstance(
            LazyAutoCommitTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> answer(mode, method.getName(), arguments));
  }

  private @Nullable Object answer(boolean[] mode, String method, @Nullable Object[] arguments) {
    if (method.equals("getAutoCommit")) {
      return mode[0];
    }
    if (method.equals("setAutoCommit")) {
      mode[0] = Boolean.TRUE.equals(arguments[0]);
      told.add(method + " " + mode[0]);
    } else {
      told.add(method);
    }
    return null;
  }
}
