package org.hqueue.testfarm;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.hqueue.config.HqueueDataSource;
import org.hqueue.config.Settings;
import org.hqueue.database.Database;
import org.hqueue.database.Dialect;
import org.hqueue.database.IdBlockStore;
import org.hqueue.database.Migrations;
import org.hqueue.database.Retry;
import org.hqueue.event.ChangeSignal;
import org.hqueue.time.SoonExecutor;
import org.jspecify.annotations.Nullable;

/**
 * A farm's server without a container: the real classes on a migrated database. Beans are got by
 * their class; calls that the container would put into a transaction are made with {@link #call},
 * which also repeats them as the container's callers do. For many threads.
 */
public final class TestFarm implements AutoCloseable {

  private static final Integer NOBODY = 0;

  private final Assembly assembly = new Assembly();
  private final BoundDataSource dataSource;
  private final EntityManagerFactory factory;
  private final ThreadLocal<Deque<EntityManager>> entityManagers =
      ThreadLocal.withInitial(ArrayDeque::new);
  private final Retry retry = new Retry();
  private final Signal signal = new Signal();
  private final SettableClock clock = new SettableClock();

  /** On the database that the settings name. */
  public TestFarm(Settings settings) {
    dataSource = new BoundDataSource(new HqueueDataSource(settings));
    assembly.put(DataSource.class, dataSource);
    assembly.put(Settings.class, settings);
    assembly.put(Clock.class, clock);
    assembly.put(Retry.class, retry);
    assembly.put(ChangeSignal.class, signal);
    Dialect dialect = assembly.get(Database.class).dialect();
    Migrations.migrate(dataSource, dialect);
    factory =
        Persistence.createEntityManagerFactory(
            "hqueue",
            Map.of(
                "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                "jakarta.persistence.jtaDataSource", "",
                "jakarta.persistence.nonJtaDataSource", dataSource,
                "eclipselink.weaving", "false"));
    assembly.put(EntityManager.class, sharedEntityManager());
    IdBlockStore blocks =
        new IdBlockStore() {
          @Override
          public long advance(String name, int count) {
            return inTransaction(() -> super.advance(name, count));
          }
        };
    assembly.inject(blocks);
    assembly.put(IdBlockStore.class, blocks);
    assembly.put(SoonExecutor.class, new AtOnce());
  }

  /** The one instance of a bean. */
  public <T> T get(Class<T> type) {
    return assembly.get(type);
  }

  /** Replaces a bean, before anybody who injects it was got; its own fields are set. */
  public <T> void replace(Class<T> type, T instance) {
    assembly.inject(instance);
    assembly.put(type, instance);
  }

  /** The farm's time. */
  public SettableClock clock() {
    return clock;
  }

  /** How many statements some work sends to the database, a batch counted as one. */
  public int statements(Runnable work) {
    int before = dataSource.statements();
    work.run();
    return dataSource.statements() - before;
  }

  /**
   * Does some work, of which a statement or a commit meets a deadlock that the database has not:
   * the transaction is rolled back, as it would be.
   *
   * @param point which of them, from 1
   * @return false when there were not so many
   */
  public boolean meetsDeadlock(int point, Runnable work) {
    dataSource.deadlockIn(point);
    work.run();
    boolean met = dataSource.hadDeadlock();
    dataSource.deadlockIn(0);
    return met;
  }

  /** The database is stopped, or started again. */
  public void databaseReachable(boolean now) {
    dataSource.reachable(now);
  }

  /** One call from outside: a transaction, repeated when it met another one. */
  public <T extends @Nullable Object> T call(Supplier<T> work) {
    return retry.call(() -> inTransaction(work));
  }

  /** The same for a call that gives nothing back. */
  public void run(Runnable work) {
    this.<@Nullable Object>call(
        () -> {
          work.run();
          return null;
        });
  }

  /** One transaction, not repeated. */
  public <T extends @Nullable Object> T inTransaction(Supplier<T> work) {
    try {
      Connection connection = dataSource.open();
      EntityManager entities = factory.createEntityManager();
      entityManagers.get().push(entities);
      signal.begin();
      List<Integer> touched;
      T result;
      boolean done = false;
      try {
        entities.getTransaction().begin();
        result = work.get();
        entities.getTransaction().commit();
        connection.commit();
        done = true;
      } finally {
        touched = signal.end();
        if (!done) {
          connection.rollback();
        }
        entityManagers.get().pop();
        entities.close();
        dataSource.close();
      }
      signal.tell(touched);
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    factory.close();
  }

  /** Runs what it is given at once, on the calling thread; what is to wait never runs. */
  private static final class AtOnce extends SoonExecutor {
    @Override
    public void execute(Runnable task) {
      task.run();
    }

    @Override
    public void executeAfter(Duration delay, Runnable task) {
      // A test runs the next pass by itself.
    }

    @Override
    protected void pause(long nanos) {
      // Nobody else has anything to do meanwhile.
    }
  }

  private EntityManager sharedEntityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            TestFarm.class.getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(entityManagers.get().element(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Tells after the commit, as the container's synchronisation does. */
  private static final class Signal extends ChangeSignal {

    private final ThreadLocal<Deque<List<Integer>>> touched =
        ThreadLocal.withInitial(ArrayDeque::new);

    void begin() {
      touched.get().push(new ArrayList<>());
    }

    /** The clients that the innermost transaction concerned; empty when it did not signal. */
    List<Integer> end() {
      return touched.get().pop();
    }

    void tell(List<Integer> clientIds) {
      if (!clientIds.isEmpty()) {
        Set<Integer> distinct = new HashSet<>(clientIds);
        distinct.remove(NOBODY);
        raise(distinct);
      }
    }

    @Override
    public void afterCommit(Collection<Integer> clientIds) {
      List<Integer> mine = touched.get().element();
      mine.add(NOBODY);
      mine.addAll(clientIds);
    }
  }

  /** Ids as a list, for calls that take one. */
  public static List<Integer> ids(Integer... ids) {
    return List.of(ids);
  }
}
