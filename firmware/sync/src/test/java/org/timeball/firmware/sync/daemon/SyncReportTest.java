package org.timeball.firmware.sync.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.timeball.firmware.sync.source.PoolFacts;
import org.timeball.firmware.sync.source.SourceFacts;
import org.timeball.refclock.discipline.SoftwareClock;
import org.timeball.refclock.discipline.network.NetworkSample;
import org.timeball.refclock.discipline.network.clock.NetworkClock;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Leap;
import org.timeball.refclock.time.RefId;
import org.timeball.server.control.SyncStatus;
import org.timeball.server.state.SourceSettings;

/** What is shown of a clock that follows a server, on virtual time; signs are turned round here and nowhere else. */
class SyncReportTest {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private long rawNanos = 1_795_000_000L * SECOND_NANOS;

    private final SourceSettings source =
            new SourceSettings("a.example.org", 123, new SourceSettings.None(), SourceSettings.Family.ANY, 6, 9);
    private final SyncConfig config =
            new SyncConfig(Path.of("/state"), Path.of("/run/sync.sock"), false, 1, List.of(source));
    private final NetworkClock clock =
            new NetworkClock(Decided.of(config), Optional.empty(), new SoftwareClock(() -> rawNanos), _ -> {});
    private final SourceFacts facts = SourceFacts.starting(6).answered("192.0.2.1 port 123", "", 6);
    private List<PoolFacts> pools = List.of();
    private final SyncReport report =
            new SyncReport(false, clock, () -> Map.of(source.name(), facts), () -> pools, rawNanos);

    private SyncStatus now() {
        return report.at(rawNanos, rawNanos);
    }

    /** A second in quarters, as the loop lets it pass. */
    private void passes(int seconds) {
        for (int quarter = 0; quarter < 4 * seconds; quarter++) {
            rawNanos += SECOND_NANOS / 4;
            clock.onTick();
        }
    }

    private void answers(double behindSeconds) {
        clock.onSample(
                source.name(),
                new NetworkSample(
                        rawNanos,
                        behindSeconds,
                        0.002,
                        1e-6,
                        0.001,
                        0.0005,
                        1,
                        Leap.NONE,
                        RefId.PPS,
                        new RefId(0xc0000201),
                        true));
    }

    @Test
    void knowsNothingAtFirst() {
        clock.addSource(source.name());
        passes(1);
        var status = now();
        assertEquals(ClockState.STARTING, status.state());
        assertEquals(-1, status.servers().getFirst().lastSampleSeconds());
        assertEquals("?", status.servers().getFirst().state());
        assertTrue(Double.isNaN(status.servers().getFirst().offsetSeconds()));
        assertEquals("", status.clock().server());
        assertEquals(0, status.clock().stratum());
    }

    @Test
    void aClockThatIsBehindIsShownAsNegative() {
        clock.addSource(source.name());
        clock.onPoll(source.name());
        for (int i = 0; i < 4; i++) {
            answers(0.25);
            passes(2);
        }
        var status = now();
        assertEquals(ClockState.LOCKED, status.state(), status::reason);
        assertEquals(-0.25, status.clock().systemTimeSeconds(), 0.001);
        assertEquals(0.25, (status.utcNanos() - rawNanos) * 1e-9, 0.001);
        assertEquals(source.name(), status.clock().server());
        assertEquals(2, status.clock().stratum());
        assertEquals("Normal", status.clock().leapStatus());
        assertEquals(6, status.clock().pollLog2(), "no shorter than the operator allows");
        var server = status.servers().getFirst();
        assertEquals("*", server.state());
        assertEquals("PPS", server.refId());
        assertEquals(1, server.reach());
        assertEquals(0, server.offsetSeconds(), 0.001, "by the clock as it is corrected");
        assertEquals(2, server.lastSampleSeconds(), 1);
        assertEquals("192.0.2.1 port 123", server.address());
    }

    @Test
    void countsHowLongTheStateHasLasted() {
        clock.addSource(source.name());
        clock.onPoll(source.name());
        answers(0);
        passes(1);
        now();
        passes(30);
        assertEquals(31, now().upSeconds());
        assertEquals(30, now().stateSeconds());
    }

    @Test
    void saysOfWhichPoolAServerIsAndWhyAPoolHasNone() {
        clock.addSource(source.name());
        pools = List.of(
                new PoolFacts("pool.example.org", 4, List.of("a.example.org"), ""),
                new PoolFacts("example.net", 4, List.of(), "it is not signed"));
        answers(0);
        passes(1);

        var servers = now().servers();
        assertEquals(2, servers.size());
        assertEquals("a.example.org", servers.getFirst().name());
        assertEquals("pool.example.org", servers.getFirst().pool());
        assertEquals("example.net", servers.getLast().pool());
        assertEquals("?", servers.getLast().state());
        assertEquals("pool without members: it is not signed", servers.getLast().reason());
        assertTrue(servers.getLast().hasNobody());
    }
}
