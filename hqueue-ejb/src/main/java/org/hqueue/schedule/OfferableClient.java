package org.hqueue.schedule;

import java.util.List;
import org.hqueue.requirement.ClientTraits;

/**
 * A client with room, as a placement sees it.
 *
 * @param id the client
 * @param traits what conditions look at
 * @param cpus CPUs that it offers
 * @param cpusInUse CPUs held by assignments
 * @param singleTags the {@code single...} tags of what is on it, one entry per assignment that has
 *     any
 * @param assignments how many assignments are on it
 */
public record OfferableClient(
    int id,
    ClientTraits traits,
    int cpus,
    int cpusInUse,
    List<String> singleTags,
    int assignments) {}
