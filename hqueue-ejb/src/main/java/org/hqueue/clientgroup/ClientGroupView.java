package org.hqueue.clientgroup;

import java.util.List;

/**
 * What is shown of a client group.
 *
 * @param id the group
 * @param name exact, unique
 * @param clients ids of its members, ascending
 */
public record ClientGroupView(int id, String name, List<Integer> clients) {}
