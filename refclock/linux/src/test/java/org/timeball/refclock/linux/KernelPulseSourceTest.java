package org.timeball.refclock.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.timeball.refclock.time.DeviceException;
import org.timeball.refclock.time.Pulse;

class KernelPulseSourceTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = SECOND / 1000;
    private static final long UTC = 1_795_392_000L * SECOND;

    private final ScriptedPps device = new ScriptedPps();

    @Test
    void givesEveryEdgeOnce() throws DeviceException {
        device.edge(SECOND, UTC + 1).edge(2 * SECOND, UTC + SECOND + 2);
        try (var source = source()) {
            assertEquals(Optional.of(new Pulse(UTC + 1, 1)), source.await(3 * SECOND));
            assertEquals(SECOND, device.nowNanos());
            assertEquals(Optional.of(new Pulse(UTC + SECOND + 2, 2)), source.await(3 * SECOND));
            assertEquals(2 * SECOND, device.nowNanos());
        }
    }

    @Test
    void keepsTheEdgeThatCameBeforeItToItself() throws DeviceException {
        device.edge(0, UTC);
        try (var source = source()) {
            assertEquals(Optional.empty(), source.await(SECOND));
        }
    }

    @Test
    void saysSilenceWhenTheTimeIsUpAndNotLater() throws DeviceException {
        device.edge(10 * SECOND, UTC);
        try (var source = source()) {
            assertEquals(Optional.empty(), source.await(3 * SECOND));
            assertEquals(3 * SECOND, device.nowNanos());
        }
    }

    @Test
    void findsTheEdgeThatCameWhileNobodyWaited() throws DeviceException {
        device.edge(SECOND, UTC);
        try (var source = source()) {
            device.pass(SECOND + SECOND / 2);
            assertEquals(Optional.of(new Pulse(UTC, 1)), source.await(SECOND / 10));
            assertEquals(SECOND + SECOND / 2, device.nowNanos());
        }
    }

    @Test
    void waitsOnAfterASignalAndAfterAClearEdge() throws DeviceException {
        device.error(SECOND / 4, Errno.EINTR)
                .clearEdge(SECOND / 3, UTC - SECOND / 6)
                .edge(SECOND / 2, UTC)
                .clearEdge(SECOND * 3 / 5, UTC + SECOND / 10);
        try (var source = source()) {
            assertEquals(Optional.of(new Pulse(UTC, 1, OptionalLong.of(UTC - SECOND / 6))), source.await(SECOND));
            assertEquals(SECOND / 2, device.nowNanos());
            assertEquals(Optional.empty(), source.await(SECOND / 4), "a clear edge after it is no new pulse");
        }
    }

    @Test
    void reportsADeviceThatFailsAndOpensItAgain() throws DeviceException {
        device.error(SECOND / 2, 5).edge(SECOND, UTC);
        try (var source = source()) {
            var failure = assertThrows(DeviceException.class, () -> source.await(SECOND));
            assertEquals(
                    "ioctl(PPS_FETCH, /dev/pps7): EIO (Input/output error); "
                            + "the device is opened again when it is back",
                    failure.getMessage());
            assertEquals(1, device.timesClosed());

            device.pass(495 * MILLISECOND);
            assertEquals(Optional.of(new Pulse(UTC, 1)), source.await(10 * MILLISECOND));
            assertEquals(2, device.timesOpened());
        }
    }

    @Test
    void isClosedOnceAndRefusesToWaitAfterwards() throws DeviceException {
        var source = source();
        source.close();
        source.close();

        assertEquals(1, device.timesClosed());
        var failure = assertThrows(DeviceException.class, () -> source.await(SECOND));
        assertTrue(failure.getMessage().contains("/dev/pps7"), failure::getMessage);
    }

    @Test
    @Timeout(20)
    void closingEndsTheWaitOfAnotherThreadAndFreesNothingInUse() throws Exception {
        var blocking = new BlockingPps();
        var source = new KernelPulseSource(Path.of("/dev/pps7"), () -> blocking, System::nanoTime);
        var waiter = CompletableFuture.supplyAsync(
                () -> assertThrows(DeviceException.class, () -> source.await(3_600 * SECOND)));
        assertTrue(blocking.waiting.await(10, TimeUnit.SECONDS));

        source.close();

        assertTrue(waiter.get(10, TimeUnit.SECONDS).getMessage().contains("closed"));
        assertFalse(blocking.closedWhileWaiting.get());
    }

    @Test
    void namesAMissingDeviceAndWhatToDo() {
        var failure = assertThrows(DeviceException.class, () -> KernelPulseSource.open(Path.of("/dev/pps-none")));
        assertEquals(
                "open(/dev/pps-none): ENOENT (No such file or directory); enable the pulse input "
                        + "(dtoverlay=pps-gpio,gpiopin=18 in config.txt on a Pi) or correct the path",
                failure.getMessage());
    }

    @Test
    void namesADeviceThatHasNoPulses() {
        var failure = assertThrows(DeviceException.class, () -> KernelPulseSource.open(Path.of("/dev/null")));
        assertEquals(
                "ioctl(PPS_GETCAP, /dev/null): ENOTTY (Inappropriate ioctl for device); name a /dev/pps device",
                failure.getMessage());
    }

    private KernelPulseSource source() throws DeviceException {
        return new KernelPulseSource(Path.of("/dev/pps7"), device::open, device::nowNanos);
    }

    /** A device without edges whose waits take real, if shorter, time. */
    private static final class BlockingPps implements PpsDevice {
        private final CountDownLatch waiting = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);
        private final AtomicBoolean inFetch = new AtomicBoolean();
        private final AtomicBoolean closedWhileWaiting = new AtomicBoolean();

        @Override
        public int fetch(MemorySegment fdata) {
            inFetch.set(true);
            try {
                if (fdata.get(java.lang.foreign.ValueLayout.JAVA_INT, 56) > 0) {
                    waiting.countDown();
                    never.await(50, TimeUnit.MILLISECONDS);
                }
                return -Errno.ETIMEDOUT;
            } catch (InterruptedException interrupted) {
                return -Errno.EINTR;
            } finally {
                inFetch.set(false);
            }
        }

        @Override
        public void close() {
            closedWhileWaiting.set(inFetch.get());
        }
    }
}
