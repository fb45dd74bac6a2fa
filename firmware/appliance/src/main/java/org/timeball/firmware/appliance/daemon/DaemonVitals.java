package org.timeball.firmware.appliance.daemon;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import org.timeball.firmware.appliance.daemon.supervision.Vitals;
import org.timeball.server.control.Spoken;
import org.timeball.server.control.Status;
import org.timeball.server.keyexchange.net.KeyExchangeListener;
import org.timeball.server.ntp.net.UdpLoop;

/**
 * The daemon as its watchdog sees it.
 *
 * @param refclock whose ticks are watched
 * @param ntp      whose packets and threads are
 * @param keyExchange whose threads are
 * @param status   what people are told
 */
record DaemonVitals(Refclock refclock, NtpService ntp, KeyExchangeService keyExchange, Supplier<Status> status)
        implements Vitals {

    @Override
    public long tickNanos() {
        return refclock.clock().snapshot().monotonicNanos();
    }

    @Override
    public List<InetSocketAddress> ntpAddresses() {
        return ntp.loops().stream().map(UdpLoop::localAddress).distinct().toList();
    }

    @Override
    public List<Long> ntpRounds() {
        return ntp.loops().stream().map(UdpLoop::rounds).toList();
    }

    @Override
    public List<Long> keyExchangeRounds() {
        return keyExchange.listeners().stream()
                .flatMap(listener -> listener.opened().stream())
                .map(KeyExchangeListener::rounds)
                .toList();
    }

    @Override
    public long ntpDropped() {
        return ntp.statistics().dropped();
    }

    @Override
    public String line() {
        return line(status.get());
    }

    static String line(Status status) {
        var state = status.state();
        var alarms = status.alarms().isEmpty() ? "" : "; alarm: " + String.join("; ", status.alarms());
        return state.isSynchronised()
                ? "%s, within ±%s of UTC%s".formatted(state.words(), Spoken.bound(status.withinSeconds()), alarms)
                : "%s: %s%s".formatted(state.words(), status.reason(), alarms);
    }
}
