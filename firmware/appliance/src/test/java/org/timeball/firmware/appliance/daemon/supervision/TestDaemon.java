package org.timeball.firmware.appliance.daemon.supervision;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.timeball.refclock.linux.RawClock;
import org.timeball.refclock.time.ClockSnapshot;
import org.timeball.refclock.time.DeviceException;
import org.timeball.server.linux.UdpSocket;
import org.timeball.server.ntp.Clocks;
import org.timeball.server.ntp.NtpPolicy;
import org.timeball.server.ntp.Responder;
import org.timeball.server.ntp.net.UdpLoop;

/** A real packet path that can be made to hang, and a clock that can be stopped. */
final class TestDaemon implements Vitals, AutoCloseable {

    private final Semaphore gate = new Semaphore(1);
    private final UdpSocket socket;
    private final UdpLoop loop;
    private final Responder responder;
    private volatile long stoppedNanos;
    private volatile boolean exchangesKeys = true;
    private long keyExchangeRound;

    TestDaemon(String address) throws DeviceException {
        socket = UdpSocket.bind(new InetSocketAddress(address, 0));
        var clocks = new Clocks(this::snapshot, RawClock::nanos, System::nanoTime);
        responder = new Responder(clocks, Optional.empty(), NtpPolicy.OPEN, -20, new SplittableRandom(1)::nextLong);
        loop = new UdpLoop(socket, responder);
        Thread.ofPlatform().daemon().start(loop);
    }

    private ClockSnapshot snapshot() {
        gate.acquireUninterruptibly();
        gate.release();
        return ClockSnapshot.starting(RawClock.nanos());
    }

    /** The next packet is the last that is looked at. */
    void hang() {
        gate.acquireUninterruptibly();
    }

    void goOn() {
        gate.release();
    }

    /** Its key exchange comes round no more, or does again. */
    void exchangeKeys(boolean isSo) {
        exchangesKeys = isSo;
    }

    void stopTheClock(long atNanos) {
        stoppedNanos = atNanos;
    }

    @Override
    public long tickNanos() {
        return stoppedNanos == 0 ? System.nanoTime() : stoppedNanos;
    }

    @Override
    public List<InetSocketAddress> ntpAddresses() {
        return List.of(loop.localAddress());
    }

    @Override
    public List<Long> ntpRounds() {
        return List.of(loop.rounds());
    }

    /** Of two threads, one is always well. */
    @Override
    public List<Long> keyExchangeRounds() {
        keyExchangeRound += exchangesKeys ? 1 : 0;
        return List.of(System.nanoTime(), keyExchangeRound);
    }

    @Override
    public long ntpDropped() {
        return responder.counters().statistics().dropped();
    }

    @Override
    public String line() {
        return "Locked,\nwithin reason";
    }

    @Override
    public void close() {
        socket.close();
    }
}
