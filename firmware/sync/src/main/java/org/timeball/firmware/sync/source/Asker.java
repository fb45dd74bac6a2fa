package org.timeball.firmware.sync.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.timeball.server.client.Measurement;
import org.timeball.server.client.net.ClientException;
import org.timeball.server.protocol.AeadAlgorithm;

/** Asks one server for the time; belongs to one thread at a time. */
interface Asker {

    /**
     * The time.
     *
     * @throws ClientException if it cannot be had
     */
    Measurement query() throws ClientException, InterruptedException;

    /** What the time is protected with; empty without NTS, and before there are keys. */
    Optional<AeadAlgorithm> algorithm();

    /** Where the last request went; empty before the first. */
    Optional<InetSocketAddress> asked();

    /** Why cookies could not be kept, if the last attempt failed. */
    Optional<IOException> storageFailure();

    /**
     * Keeps what is to outlive a restart. The asker is not used any more.
     *
     * @throws IOException if it cannot be kept
     */
    void close() throws IOException;
}
