package org.timeball.server.discovery;

/** Finds the key exchange servers that a domain names for itself. */
public interface ServerDiscovery {

    /**
     * Asks for the servers of a domain.
     *
     * @param name a domain name as a person writes it; never completed with a search domain
     * @return servers, or why there are none that could be believed in
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    Discovery discover(String name) throws InterruptedException;
}
