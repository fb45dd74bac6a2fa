package org.timeball.server.control;

/**
 * Who stamps what comes and goes at a network interface.
 *
 * @param name      as {@code eth0}
 * @param stampedBy in a few words, with the reason if it is not the network card
 */
public record StampedInterface(String name, String stampedBy) {}
