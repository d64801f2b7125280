package org.hqueue.database;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema up to date before anything else runs; a failure ends the start. MariaDB's DDL
 * is not transactional, so every statement may be run again, and a migration that broke off is
 * repaired and repeated.
 */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Migrations {

  private static final Logger LOG = Logger.getLogger(Migrations.class.getName());

  @Resource(lookup = "java:app/jdbc/hqueue")
  DataSource dataSource;

  @Inject Database database;
  @Inject Readiness readiness;

  /** Runs at start; the container lets nothing in before it has returned. */
  @PostConstruct
  void start() {
    int count = migrate(dataSource, database.dialect());
    LOG.log(
        Level.INFO,
        "{0}: {1} migrations run, the schema is up to date",
        new Object[] {database.dialect(), count});
    readiness.becomeReady();
  }

  /** Runs what is missing; how many migrations that were. Never inside a transaction. */
  public static int migrate(DataSource dataSource, Dialect dialect) {
    Flyway flyway =
        Flyway.configure(Migrations.class.getClassLoader())
            .dataSource(dataSource)
            .locations("classpath:db/migration")
            .placeholders(dialect.placeholders())
            .callbacks(new PatientMigration())
            .load();
    if (dialect == Dialect.MARIADB) {
      flyway.repair();
    }
    MigrateResult result = flyway.migrate();
    return result.migrationsExecuted;
  }
}
