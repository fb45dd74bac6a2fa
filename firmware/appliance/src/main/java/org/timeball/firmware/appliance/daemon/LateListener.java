package org.timeball.firmware.appliance.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.timeball.server.keyexchange.KeyExchangeLimits;
import org.timeball.server.keyexchange.net.KeyExchangeListener;
import org.timeball.server.keyexchange.net.ListenException;
import org.timeball.server.keyexchange.net.tls.ServedCertificates;

/**
 * A listener for key exchange that opens once it has a certificate to show: a box whose first one is still to be ordered
 * serves NTP meanwhile. One thread at a time opens and closes it, any may look.
 */
final class LateListener {

    private static final Logger LOG = LoggerFactory.getLogger(LateListener.class);

    /** Between attempts where the address cannot be had. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();

    /** Claims the address. */
    interface Opening {

        /** @throws ListenException if the address cannot be had */
        KeyExchangeListener open(KeyExchangeLimits limits) throws ListenException;
    }

    private final ServedCertificates shown;
    private final Opening opening;

    private volatile KeyExchangeLimits limits;
    private volatile Optional<KeyExchangeListener> opened = Optional.empty();
    private volatile Optional<String> alarm = Optional.empty();
    private OptionalLong triedNanos = OptionalLong.empty();

    /**
     * Opens nothing.
     *
     * @param shown   what it will show; it waits while that is nothing
     * @param limits  what clients may take
     * @param opening makes the listener, by the limits that hold then
     */
    LateListener(ServedCertificates shown, KeyExchangeLimits limits, Opening opening) {
        this.shown = shown;
        this.limits = limits;
        this.opening = opening;
    }

    /**
     * Opens it if there is a certificate.
     *
     * @throws ListenException if the address cannot be had
     */
    void open() throws ListenException {
        if (opened.isEmpty() && !shown.isEmpty()) {
            opened = Optional.of(opening.open(limits));
        }
    }

    /** The same while the daemon runs: where the address cannot be had it is told, and tried again every few seconds. */
    void openIfDue(long nowNanos) {
        if (opened.isPresent() || triedNanos.isPresent() && nowNanos - triedNanos.getAsLong() < PAUSE_NANOS) {
            return;
        }
        try {
            open();
            alarm = Optional.empty();
            triedNanos = OptionalLong.empty();
        } catch (ListenException refused) {
            triedNanos = OptionalLong.of(nowNanos);
            var words = String.valueOf(refused.getMessage());
            if (!alarm.equals(Optional.of(words))) {
                LOG.error("event=alarm reason=\"{}\"", words);
            }
            alarm = Optional.of(words);
        }
    }

    /** The listener, once it is open; for any thread. */
    Optional<KeyExchangeListener> opened() {
        return opened;
    }

    /** What keeps it from opening; for any thread. */
    Optional<String> alarm() {
        return alarm;
    }

    /** Holds clients to other limits from now on. */
    void adopt(KeyExchangeLimits others) {
        limits = others;
        opened.ifPresent(listener -> listener.adopt(others));
    }

    void close() {
        opened.ifPresent(KeyExchangeListener::close);
    }
}
