/**
 * Where work is handed out: reports of agents come in, jobs are given to clients, answers go back.
 * Start with {@link org.hqueue.schedule.Collector}, then {@link org.hqueue.schedule.Placement}. The
 * only package that knows jobs and clients both.
 */
@NullMarked
package org.hqueue.schedule;

import org.jspecify.annotations.NullMarked;
