package org.timeball.server.control.configuration;

import java.util.List;

/**
 * A change of the configuration's file that can be undone.
 *
 * @param number     counts up from 1, over restarts
 * @param utcNanos   when, since the Unix epoch
 * @param user       who, by the name they signed in with
 * @param from       an address, or the name of a command
 * @param what       what was done, in words
 * @param difference what changed, as {@code diff -u} tells it without the names of files
 */
public record ConfigurationStep(
        long number, long utcNanos, String user, String from, String what, List<String> difference) {

    /** So many are kept. */
    public static final int MOST = 5;

    /** Copies the list. */
    public ConfigurationStep {
        difference = List.copyOf(difference);
    }
}
