package org.hqueue.web;

import jakarta.annotation.sql.DataSourceDefinition;
import jakarta.enterprise.context.Dependent;
import java.sql.Connection;

/**
 * Defines the data source where the application runs by itself on Payara Micro: a pool over {@code
 * HqueueDataSource}, which reads the settings. The archive for full servers leaves this class out,
 * because there the pool is the administrator's.
 *
 * <p>The {@code url} is a dummy: some servers demand one. Waiting for a connection ends after 3 s,
 * so that a call fails rather than hangs while the database is away. There are enough for each of
 * the 32 threads that serve calls, and for the duties: who waits for a connection is not told that
 * the others have been broken.
 */
@DataSourceDefinition(
    name = "java:app/jdbc/hqueue",
    className = "org.hqueue.config.HqueueDataSource",
    url = "hqueue:configured",
    minPoolSize = 2,
    maxPoolSize = 40,
    isolationLevel = Connection.TRANSACTION_READ_COMMITTED,
    properties = {"fish.payara.max-wait-time-in-millis=3000"})
@Dependent
public class EmbeddedDataSource {}
