package org.timeball.firmware.appliance.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.timeball.refclock.discipline.ClockInput;
import org.timeball.refclock.discipline.ReferenceClock;
import org.timeball.refclock.discipline.ReferenceClockSettings;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.crosscheck.Suspicion;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.gnss.Jamming;
import org.timeball.refclock.time.PulseKind;
import org.timeball.refclock.time.ReceiverBytes;
import org.timeball.refclock.time.SentenceSource;

/** A receiver's bytes on their way to the clock. */
class ReceiverReaderTest {

    /** 2026-11-23 12:00:00 UTC. */
    private static final long RAW = 1_795_435_200_000_000_000L;

    private final List<ClockInput> heard = new ArrayList<>();
    private final ReferenceClock clock = new ReferenceClock(
            ReferenceClockSettings.ofKind(PulseKind.KERNEL), new SoftwareClock(() -> RAW, () -> RAW), event -> {});

    @Test
    void aJammedUbloxIsSuspectAtOnce() {
        read(monHw(1));
        assertEquals(Suspicion.NONE, clock.report().suspicion());
        assertEquals(List.of(Jamming.NONE), jamming());
        read(monHw(1), monHw(3));
        assertEquals(List.of(Jamming.NONE, Jamming.NONE, Jamming.CRITICAL), jamming());
        assertTrue(clock.report().suspicion().isSuspect());
        assertEquals(
                "the receiver says it is jammed", clock.report().suspicion().sentence());
    }

    private List<Jamming> jamming() {
        return heard.stream()
                .filter(ClockInput.HealthHeard.class::isInstance)
                .map(input -> ((ClockInput.HealthHeard) input).health().jamming())
                .toList();
    }

    private void read(byte[]... chunks) {
        var port = new Port(new ArrayDeque<>(List.of(chunks)));
        var reader = new ReceiverReader(port, new GnssReceiver(0), Optional.empty(), () -> RAW, input -> {
            heard.add(input);
            clock.accept(input);
        });
        port.atEnd = reader::close;
        reader.run();
    }

    /** UBX-MON-HW of generation 8, with the state of its jamming detector: 1 all is well, 3 no fix for it. */
    private static byte[] monHw(int jamming) {
        var frame = ByteBuffer.allocate(68).order(ByteOrder.LITTLE_ENDIAN);
        frame.putShort((short) 0x62b5).put((byte) 0x0a).put((byte) 0x09).putShort((short) 60);
        frame.put(6 + 22, (byte) (jamming << 2));
        int a = 0;
        int b = 0;
        for (int i = 2; i < 66; i++) {
            a += frame.get(i) & 0xff;
            b += a;
        }
        return frame.put(66, (byte) a).put(67, (byte) b).array();
    }

    /** A line with so much to say, and then no more. */
    private static final class Port implements SentenceSource {
        private final Queue<byte[]> chunks;
        private Runnable atEnd = () -> {};

        Port(Queue<byte[]> chunks) {
            this.chunks = chunks;
        }

        @Override
        public Optional<ReceiverBytes> await(long timeoutNanos) {
            var next = Optional.ofNullable(chunks.poll());
            if (chunks.isEmpty()) {
                atEnd.run();
            }
            return next.map(bytes -> new ReceiverBytes(bytes, RAW));
        }

        @Override
        public String name() {
            return "a line";
        }

        @Override
        public void close() {}
    }
}
