/**
 * Charts over time, drawn as SVG by the server. Start with {@link
 * org.hqueue.web.console.chart.Charting}. Must not know what the values mean.
 */
@NullMarked
package org.hqueue.web.console.chart;

import org.jspecify.annotations.NullMarked;
