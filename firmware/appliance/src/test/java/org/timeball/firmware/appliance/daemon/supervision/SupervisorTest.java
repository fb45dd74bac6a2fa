package org.timeball.firmware.appliance.daemon.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.timeball.firmware.sync.service.NotifySocket;
import org.timeball.firmware.sync.service.Supervisor;
import org.timeball.refclock.time.DeviceException;

/** A watchdog on a real packet path, heard at the notify socket. O2 and O3 of the test catalogue. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class SupervisorTest {

    private static final long PID = 4711;
    private static final Duration WATCHDOG = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private static Supervisor start(FakeSystemd systemd, Vitals vitals) {
        var manager = NotifySocket.of(systemd.environment(WATCHDOG), PID).orElseThrow();
        var supervisor = supervisor(manager, vitals);
        Thread.ofPlatform().daemon().start(supervisor);
        return supervisor;
    }

    private static Supervisor supervisor(NotifySocket manager, Vitals vitals) {
        return new Supervisor(manager, vitals::line, new Watchdog(vitals, System::nanoTime)::complaint);
    }

    private static boolean isFed(String message) {
        return message.contains("WATCHDOG=1");
    }

    @Test
    void tellsOfTheWholeLife() throws DeviceException {
        for (String address : List.of(folder.resolve("notify").toString(), "@timeball-test-" + System.nanoTime())) {
            try (var systemd = new FakeSystemd(address);
                    var daemon = new TestDaemon("127.0.0.1")) {
                var supervisor = start(systemd, daemon);
                assertEquals("READY=1\nSTATUS=Locked,?within reason", systemd.next());
                assertEquals("STATUS=Locked,?within reason\nWATCHDOG=1", systemd.next());
                supervisor.close();
                supervisor.close();
                assertEquals("STOPPING=1", systemd.await(message -> !isFed(message)));
            }
        }
    }

    /** Though this thread, its timer and the daemon's other threads run on. */
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "::1", "::"})
    void isNotFedWhilePacketsAreNotAnswered(String listen) throws DeviceException {
        try (var systemd = new FakeSystemd("@timeball-test-" + System.nanoTime());
                var daemon = new TestDaemon(listen);
                var _ = start(systemd, daemon)) {
            systemd.await(SupervisorTest::isFed);
            daemon.hang();
            systemd.await(message -> !isFed(message));
            for (int i = 0; i < 3; i++) {
                var message = systemd.next();
                assertTrue(message.startsWith("STATUS=Not well: NTP "), message);
                assertFalse(isFed(message), message);
            }
            daemon.goOn();
            systemd.await(SupervisorTest::isFed);
        }
    }

    /** Though time is served all the while. */
    @Test
    void isNotFedWhileAKeyExchangeThreadHangs() throws DeviceException {
        try (var systemd = new FakeSystemd("@timeball-test-" + System.nanoTime());
                var daemon = new TestDaemon("127.0.0.1");
                var _ = start(systemd, daemon)) {
            systemd.await(SupervisorTest::isFed);
            daemon.exchangeKeys(false);
            var message = systemd.await(text -> !isFed(text));
            assertEquals("STATUS=Not well: key exchange thread 2 of 2 hangs", message);
            assertEquals(message, systemd.next());
            daemon.exchangeKeys(true);
            systemd.await(SupervisorTest::isFed);
        }
    }

    /** As systemd wants it: the begin with its time, the end by being ready. */
    @Test
    void tellsOfAReload() throws DeviceException {
        try (var systemd = new FakeSystemd("@timeball-test-" + System.nanoTime());
                var daemon = new TestDaemon("127.0.0.1");
                var supervisor = start(systemd, daemon)) {
            assertEquals("READY=1\nSTATUS=Locked,?within reason", systemd.next());
            long earliestMicros = System.nanoTime() / 1_000;
            supervisor.reloading();
            var begin = systemd.await(message -> !isFed(message)).split("=");
            assertEquals("RELOADING", begin[0]);
            assertEquals("1\nMONOTONIC_USEC", begin[1]);
            long micros = Long.parseLong(begin[2]);
            assertTrue(micros >= earliestMicros && micros <= System.nanoTime() / 1_000, begin[2]);
            supervisor.reloaded();
            assertEquals("READY=1\nSTATUS=Locked,?within reason", systemd.await(message -> !isFed(message)));
        }
    }

    @Test
    void isNotFedWhileTheClockDoesNotTick() throws DeviceException {
        try (var systemd = new FakeSystemd("@timeball-test-" + System.nanoTime());
                var daemon = new TestDaemon("127.0.0.1");
                var _ = start(systemd, daemon)) {
            systemd.await(SupervisorTest::isFed);
            daemon.stopTheClock(System.nanoTime() - Duration.ofSeconds(9).toNanos());
            var message = systemd.await(text -> !isFed(text));
            assertEquals("STATUS=Not well: the reference clock does not tick", message);
        }
    }

    @Test
    void aManagerThatIsGoneCostsNothing() throws DeviceException {
        try (var daemon = new TestDaemon("127.0.0.1")) {
            var environment = Map.of("NOTIFY_SOCKET", folder.resolve("gone").toString());
            var supervisor = supervisor(NotifySocket.of(environment, PID).orElseThrow(), daemon);
            supervisor.close();
            supervisor.run();
            assertEquals(List.of(), List.of(folder.toFile().list()));
        }
    }

    record Row(Map<String, String> environment, Optional<Duration> watchdog) {}

    private static final Map<String, String> NAMED = Map.of("NOTIFY_SOCKET", "/run/systemd/notify");

    private static Row with(Optional<Duration> expected, String... pairs) {
        var environment = new HashMap<>(NAMED);
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return new Row(environment, expected);
    }

    static final List<Row> ENVIRONMENTS = List.of(
            with(Optional.empty()),
            with(Optional.of(Duration.ofSeconds(8)), "WATCHDOG_USEC", "8000000"),
            with(Optional.of(Duration.ofSeconds(8)), "WATCHDOG_USEC", "8000000", "WATCHDOG_PID", "4711"),
            with(Optional.empty(), "WATCHDOG_USEC", "8000000", "WATCHDOG_PID", "1"),
            with(Optional.empty(), "WATCHDOG_USEC", "0"),
            with(Optional.empty(), "WATCHDOG_USEC", "-1"),
            with(Optional.empty(), "WATCHDOG_USEC", "soon"),
            with(Optional.empty(), "WATCHDOG_USEC", "99999999999999999999"));

    @ParameterizedTest
    @FieldSource("ENVIRONMENTS")
    void feedsOnlyAWatchdogOfItsOwn(Row row) {
        assertEquals(
                row.watchdog,
                NotifySocket.of(row.environment, PID).orElseThrow().watchdog());
    }

    @Test
    void tellsNobodyWhereNobodyAsks() {
        assertTrue(NotifySocket.of(Map.of("WATCHDOG_USEC", "1"), PID).isEmpty());
        assertTrue(NotifySocket.of(Map.of("NOTIFY_SOCKET", ""), PID).isEmpty());
    }

    /** Where nothing listens: a vital sign that was never there, or that is not there any more. */
    private record Silent(List<InetSocketAddress> ntpAddresses, long[] dropped) implements Vitals {
        @Override
        public long tickNanos() {
            return 0;
        }

        @Override
        public List<Long> ntpRounds() {
            return List.of();
        }

        @Override
        public List<Long> keyExchangeRounds() {
            return List.of();
        }

        /** Counted whenever it is looked at, as a packet that the rules refuse is. */
        @Override
        public long ntpDropped() {
            return dropped[1] += dropped[0];
        }

        @Override
        public String line() {
            return "";
        }
    }

    @Test
    void aPacketThatTheRulesRefuseWasJudged() throws DeviceException {
        var nowhere = new InetSocketAddress("127.0.0.1", 1);
        var refuses = new Watchdog(new Silent(List.of(nowhere), new long[] {1, 0}), () -> 0);
        assertEquals(Optional.empty(), refuses.complaint());
        var isSilent = new Watchdog(new Silent(List.of(nowhere), new long[] {0, 0}), () -> 0);
        assertEquals(Optional.of("NTP does not answer anywhere"), isSilent.complaint());
        try (var daemon = new TestDaemon("127.0.0.1")) {
            var both = List.of(nowhere, daemon.ntpAddresses().getFirst());
            assertEquals(
                    Optional.empty(),
                    new Watchdog(new Silent(both, new long[] {0, 0}), () -> 0).complaint(),
                    "what never answered is not what a restart cures");
        }
    }
}
