package org.timeball.firmware.appliance.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.NtpStatistics;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.net.UdpLoop;
import org.timeball.server.state.TimeballConfig;

/**
 * The NTP sockets, one thread each.
 *
 * @param responders one for each socket
 * @param loops      one for each socket
 */
record NtpService(List<Responder> responders, List<UdpLoop> loops) {

    /** The machine's clock is read in about 30 ns (measured); RFC 5905 §7.3 wants that as a power of two. */
    private static final int PRECISION_LOG2 = -25;

    /**
     * Claims every address before any is served.
     *
     * @throws DeviceException if an address cannot be had; those claimed are closed by {@code closing}
     */
    static NtpService start(
            List<TimeballConfig.Server> servers,
            Supplier<ClockSnapshot> snapshots,
            NtsExchanges exchanges,
            Closing closing)
            throws DeviceException {
        var sockets = new ArrayList<UdpSocket>();
        for (var server : servers) {
            var socket = UdpSocket.bind(server.listen());
            closing.add(socket::close);
            sockets.add(socket);
        }
        var responders = new ArrayList<Responder>();
        var loops = new ArrayList<UdpLoop>();
        for (var socket : sockets) {
            var exchange = Optional.of(exchanges.next());
            var responder = new Responder(snapshots, RawClock::nanos, System::nanoTime, exchange, PRECISION_LOG2);
            var loop = new UdpLoop(socket, responder);
            responders.add(responder);
            loops.add(loop);
            RootThread.start("ntp-" + socket.localAddress(), loop);
        }
        return new NtpService(List.copyOf(responders), List.copyOf(loops));
    }

    /** All sockets together, since start. */
    NtpStatistics statistics() {
        return NtpStatistics.sum(responders.stream().map(Responder::counters).toList());
    }

    /** Datagrams that could not be answered for their source, all sockets together. */
    long unanswerable() {
        return loops.stream()
                .mapToLong(loop -> loop.statistics().unanswerable())
                .sum();
    }

    /** Replies that the kernel did not take, all sockets together. */
    long unsent() {
        return loops.stream().mapToLong(loop -> loop.statistics().unsent()).sum();
    }

    /** Datagrams that came faster than they were taken, and were dropped by the kernel, all sockets together. */
    long overflows() {
        return loops.stream().mapToLong(loop -> loop.statistics().overflows()).sum();
    }
}
