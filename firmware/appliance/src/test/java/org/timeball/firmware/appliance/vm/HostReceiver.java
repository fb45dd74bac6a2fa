package org.timeball.firmware.appliance.vm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A receiver whose true time is this machine's clock, which it only reads: at each second an edge on the guest's pulse
 * line, 80 to 150 ms later a sentence on its serial port that names the second.
 *
 * <p>The edge is QEMU's power button, pressed over its monitor. A busy machine presses late, by milliseconds at times;
 * how late is kept, for a test may not blame the guest for it.
 */
final class HostReceiver implements AutoCloseable {

    private static final long SECOND_NANOS = 1_000_000_000L;

    /** The last stretch before a second is spent awake, for a sleeper wakes late. */
    private static final long AWAKE_NANOS = 2_000_000;

    private static final long SENTENCE_NANOS = 80_000_000;
    private static final long SENTENCE_SPREAD_NANOS = 70_000_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss.SS", Locale.ROOT);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT);
    private static final ByteBuffer PRESS = utf8("{\"execute\":\"system_powerdown\"}\n");

    private final Wiring wiring;
    private final Calendar calendar;
    private final Random random = new Random(7);
    private final Map<Long, Double> lateSeconds = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean speaks = true;
    private volatile boolean isHeard;
    private volatile boolean closed;

    private HostReceiver(Wiring wiring, Calendar calendar, boolean isHeard) {
        this.isHeard = isHeard;
        this.wiring = wiring;
        this.calendar = calendar;
        this.thread = Thread.ofPlatform().name("receiver").daemon().start(this::run);
    }

    /** What it is connected to. */
    interface Wiring extends AutoCloseable {

        /** The first edge of a pulse. */
        void rise() throws IOException;

        /** A sentence, when the pulse is over. */
        void say(String sentence) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The power button's line, which falls by itself, and a serial port. */
    private record PowerButton(SocketChannel monitor, SocketChannel port) implements Wiring {

        @Override
        public void rise() throws IOException {
            // The monitor answers and reports each press; its buffer must not fill.
            var drained = ByteBuffer.allocate(1 << 16);
            while (monitor.read(drained.clear()) > 0) {}
            monitor.write(PRESS.duplicate());
        }

        @Override
        public void say(String sentence) throws IOException {
            port.write(utf8(sentence));
        }

        @Override
        public void close() throws IOException {
            monitor.close();
            port.close();
        }
    }

    /**
     * What this machine's seconds are called.
     *
     * @param shiftSeconds     added to each
     * @param leapSecond       the first after an inserted second, by the shifted count; later ones are called one less
     */
    record Calendar(long shiftSeconds, long leapSecond) {

        /** As they are. */
        static final Calendar PRESENT = new Calendar(0, Long.MAX_VALUE);

        long utcSecond(long hostSecond) {
            long shifted = hostSecond + shiftSeconds;
            return shifted > leapSecond ? shifted - 1 : shifted;
        }

        /** Whether it is the inserted second itself, for which the sentences have no name here. */
        boolean isInserted(long hostSecond) {
            return hostSecond + shiftSeconds == leapSecond;
        }
    }

    /** Begins with the next second; with its edges, that is, until the port is said to be open. */
    static HostReceiver of(VirtualMachine machine, Calendar calendar) throws IOException, InterruptedException {
        var monitor = machine.connect("monitor");
        var port = machine.connect("receiver");
        monitor.write(utf8("{\"execute\":\"qmp_capabilities\"}\n"));
        monitor.configureBlocking(false);
        port.configureBlocking(false);
        return new HostReceiver(new PowerButton(monitor, port), calendar, false);
    }

    /** The same, connected to something else. */
    static HostReceiver on(Wiring wiring, Calendar calendar) {
        return new HostReceiver(wiring, calendar, true);
    }

    /**
     * The port has been opened: sentences count from now on. A line keeps nothing for whoever opens it later, where the
     * emulator's sockets would hand over half a minute of it at once.
     */
    void isHeardNow() {
        isHeard = true;
    }

    /** Takes the antenna's cable off, and the serial one as well: neither edge nor sentence from now on. */
    void fallSilent() {
        speaks = false;
    }

    /** How late the edge of a second was sent; empty if none was. */
    OptionalDouble latenessOf(long utcSecond) {
        var late = lateSeconds.get(utcSecond);
        return late == null ? OptionalDouble.empty() : OptionalDouble.of(late);
    }

    /** This machine's clock, nanoseconds since the Unix epoch. */
    static long hostNanos() {
        var now = Instant.now();
        return now.getEpochSecond() * SECOND_NANOS + now.getNano();
    }

    private void run() {
        while (!closed) {
            long second = hostNanos() / SECOND_NANOS + 1;
            awaitHost(second * SECOND_NANOS);
            if (!speaks || closed) {
                continue;
            }
            try {
                wiring.rise();
                lateSeconds.put(second, (hostNanos() - second * SECOND_NANOS) * 1e-9);
                long spread = (long) (random.nextDouble() * SENTENCE_SPREAD_NANOS);
                awaitHost(second * SECOND_NANOS + SENTENCE_NANOS + spread);
                if (isHeard && !calendar.isInserted(second)) {
                    wiring.say(sentence(calendar.utcSecond(second)));
                }
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void awaitHost(long hostNanos) {
        for (long left = hostNanos - hostNanos(); left > 0 && !closed; left = hostNanos - hostNanos()) {
            if (left > AWAKE_NANOS) {
                LockSupport.parkNanos(left - AWAKE_NANOS);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    /** Recommended minimum data for a second, with a fix somewhere in Greenwich. */
    private static String sentence(long utcSecond) {
        var time = Instant.ofEpochSecond(utcSecond).atOffset(ZoneOffset.UTC);
        String body =
                "GPRMC,%s,A,5128.6800,N,00000.0900,W,0.0,0.0,%s,,,A".formatted(TIME.format(time), DATE.format(time));
        int sum = body.chars().reduce(0, (a, b) -> a ^ b);
        return "$%s*%02X\r\n".formatted(body, sum);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        closed = true;
        LockSupport.unpark(thread);
        wiring.close();
    }
}
