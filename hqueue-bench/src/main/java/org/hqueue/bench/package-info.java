/**
 * Measures a farm: starts the real server on a database of its own, loads it with simulated agents
 * and callers that speak the real protocols, and compares what it sees with the project's goals.
 * Start with {@link org.hqueue.bench.BenchCommand}. It must not know the server's classes or, but
 * for {@link org.hqueue.bench.HistoryRows}, tables: what it measures is what anybody sees from
 * outside.
 */
@NullMarked
package org.hqueue.bench;

import org.jspecify.annotations.NullMarked;
