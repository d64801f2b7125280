package org.hqueue.trouble;

import java.util.List;

/**
 * The last of what went wrong.
 *
 * @param total how much is kept in all
 * @param latest newest first, at most {@link TroubleService#MOST_SHOWN}
 */
public record Troubles(long total, List<Trouble> latest) {}
