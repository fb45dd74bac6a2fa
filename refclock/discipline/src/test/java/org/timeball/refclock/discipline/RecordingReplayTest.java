package org.timeball.refclock.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.gnss.Epoch;
import org.timeball.refclock.gnss.GnssReceiver;
import org.timeball.refclock.simulation.Crystal;
import org.timeball.refclock.simulation.PulseNoise;
import org.timeball.refclock.simulation.Recording;
import org.timeball.refclock.simulation.SimulatedClock;
import org.timeball.refclock.simulation.SimulatedWorld;
import org.timeball.refclock.time.ClockState;
import org.timeball.refclock.time.Pulse;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * Real receivers' bytes through the whole chain on a virtual clock: decoder, epochs, naming of made-up pulses,
 * discipline. The world's true time is the recording's, so that a second named wrong is an error of a second.
 */
class RecordingReplayTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long TICK_NANOS = 250_000_000;

    /** From the pulse to the burst's first byte, and on to the silence behind it. */
    private static final long SPEAKS_NANOS = 150_000_000;

    private static final long OVER_NANOS = SPEAKS_NANOS + 3 * GnssReceiver.GAP_NANOS;

    /** Of a receiver that never knew the time: any second will do. */
    private static final long ELSEWISE_SECOND = 1_795_435_200L;

    /**
     * @param first  the first second named to the clock
     * @param last   the last one
     * @param state  of the clock half a second behind the last burst: too short a recording, or one with a fix in fewer
     *     seconds than it takes to believe it, gets no further than acquiring; one that loses its fix for half a minute
     *     is locked again
     */
    record Row(String name, String first, String last, ClockState state) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Row> ROWS = List.of(
            new Row("april6_2019", "1999-08-22T00:02:31Z", "1999-08-22T00:02:31Z", ClockState.ACQUIRING),
            new Row("bu353s4", "2014-12-31T03:07:19Z", "2014-12-31T03:07:43Z", ClockState.LOCKED),
            new Row("et-332", "2010-04-23T15:33:47Z", "2010-04-23T15:34:05Z", ClockState.LOCKED),
            new Row("garmin17n", "2005-03-16T09:38:02Z", "2005-03-16T09:38:03Z", ClockState.ACQUIRING),
            new Row("gp-320fw-2019-04-06-overflow", "2019-04-06T23:57:24Z", "2019-04-06T23:57:43Z", ClockState.LOCKED),
            new Row(
                    "gp-320fw-2019-04-07-coldboot",
                    "2019-04-07T00:03:45Z",
                    "1999-08-22T00:04:35Z",
                    ClockState.ACQUIRING),
            new Row("isync", "2016-02-03T13:15:19Z", "2016-02-03T13:15:30Z", ClockState.LOCKED),
            new Row("meinberg-gps164", "2023-12-18T22:09:52Z", "2023-12-18T22:11:21Z", ClockState.LOCKED),
            new Row("mt3339", "2015-04-13T20:26:40Z", "2015-04-13T20:27:09Z", ClockState.LOCKED),
            new Row("mtk-3301", "1980-01-05T23:59:46Z", "2008-08-23T08:14:39Z", ClockState.ACQUIRING),
            new Row("navisys-gr701w", "2024-03-28T15:14:05Z", "2024-03-28T15:15:24Z", ClockState.LOCKED),
            new Row("quectel-L70", "2022-03-09T15:01:19Z", "2022-03-09T15:01:34Z", ClockState.LOCKED),
            new Row("quectel-eg25-g", "2022-09-11T19:15:03Z", "2022-09-11T19:15:34Z", ClockState.LOCKED),
            new Row("quectel-l76k-nmea", "2026-08-05T05:52:34Z", "2026-08-05T05:53:04Z", ClockState.LOCKED),
            new Row("u-blox-m8t-time", "2021-02-23T18:04:29Z", "2021-02-23T18:06:59Z", ClockState.LOCKED),
            new Row("ublox-8", "2017-01-10T00:09:41Z", "2017-01-10T00:10:52Z", ClockState.LOCKED),
            new Row("ublox-8-time", "2017-12-01T17:22:37Z", "2017-12-01T17:24:04Z", ClockState.LOCKED),
            new Row("ublox-lea-4t", "2009-01-28T20:35:43Z", "2009-01-28T20:35:44Z", ClockState.ACQUIRING),
            new Row("ublox-lea-m8f", "2025-04-11T05:06:24Z", "2025-04-11T05:06:51Z", ClockState.LOCKED),
            new Row("ublox-neo-m8t-s", "2019-02-07T02:15:17Z", "2019-02-07T02:15:45Z", ClockState.LOCKED),
            new Row("ublox-zed-f9p-hp", "2019-04-22T21:19:20Z", "2019-04-22T21:19:48Z", ClockState.LOCKED));

    /** What came of one recording. */
    private static final class Replay {
        final SimulatedWorld world;
        final ReferenceClock referenceClock;
        final List<Long> named = new ArrayList<>();
        private final GnssReceiver receiver = new GnssReceiver(0);
        private final Recording recording;
        private final PulseNoise noise = new PulseNoise(PulseNoise.Traits.ofKernelStamps(), 44);
        private long sequence;
        double worstErrorSeconds;
        boolean wasSynchronised;

        Replay(Recording recording) {
            this.recording = recording;
            long startNanos = (recording.firstSecond() - 2) * SECOND;
            var raw = new SimulatedClock(startNanos + 400_000_000);
            world = new SimulatedWorld(startNanos, raw, new Crystal(Crystal.Traits.onABoard(12_000), 45));
            referenceClock = new ReferenceClock(
                    ReferenceClockSettings.defaults().withGranularityPpb(SimulatedClock.KERNEL_GRANULARITY_PPB),
                    raw,
                    _ -> {});
            world.at(startNanos + SECOND, this::second);
            world.at(startNanos + TICK_NANOS / 2, this::tick);
        }

        /** To half a second behind the last burst. */
        void run() {
            long second = recording.firstSecond();
            while (!recording.hasEndedBy(second)) {
                second++;
            }
            world.runUntil(second * SECOND - SECOND / 2);
        }

        private void tick() {
            referenceClock.onTick();
            var snapshot = referenceClock.snapshot();
            if (snapshot.state().isSynchronised()) {
                wasSynchronised = true;
                double error = (snapshot.utcNanos(world.clock().rawNanos()) - world.utcNanos()) * 1e-9;
                worstErrorSeconds = Math.max(worstErrorSeconds, Math.abs(error));
            }
            world.at(world.utcNanos() + TICK_NANOS, this::tick);
        }

        private void second() {
            long at = world.utcNanos();
            world.at(at + SECOND, this::second);
            noise.nextSeconds().ifPresent(latency -> {
                long stamp = world.clock().rawNanos() + Math.round(latency * 1e9);
                world.at(at + 3_000_000, () -> referenceClock.onPulse(new Pulse(stamp, ++sequence)));
            });
            byte[] burst = recording.burst(at / SECOND);
            if (burst.length > 0) {
                world.at(
                        at + SPEAKS_NANOS,
                        () -> receiver.accept(new ReceiverBytes(burst, rawNanos()))
                                .forEach(this::take));
            }
            world.at(at + OVER_NANOS, () -> receiver.onSilence(rawNanos()).ifPresent(this::take));
        }

        private void take(Epoch epoch) {
            epoch.utcSecond().ifPresent(named::add);
            referenceClock.onEpoch(epoch);
        }

        private long rawNanos() {
            return world.clock().rawNanos();
        }
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void goThroughTheWholeChain(Row row) throws IOException {
        var replay = new Replay(recording(row.name).orElseThrow());
        replay.run();
        assertEquals(row.first, Instant.ofEpochSecond(replay.named.getFirst()).toString());
        assertEquals(row.last, Instant.ofEpochSecond(replay.named.getLast()).toString());
        assertEquals(row.state, replay.referenceClock.snapshot().state());
        assertEquals(row.state.isSynchronised(), replay.wasSynchronised);
        assertTrue(replay.worstErrorSeconds < 1e-5, () -> replay.worstErrorSeconds + " s off while vouched for");
    }

    /** In the two left out no message is NMEA or UBX: a SiRF and a Garmin that speak their own binary protocols. */
    @Test
    void everyOtherFileIsNoise() throws IOException {
        var tabled = ROWS.stream().map(Row::name).toList();
        try (var files = Files.list(folder())) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".log") && !tabled.contains(name.substring(0, name.length() - 4))) {
                    assertTrue(recording(name.substring(0, name.length() - 4)).isEmpty(), name);
                }
            }
        }
    }

    private static Optional<Recording> recording(String name) throws IOException {
        return Recording.of(Files.readAllBytes(folder().resolve(name + ".log")), ELSEWISE_SECOND);
    }

    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path folder = at.resolveSibling("shared").resolve("recordings");
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        return Assumptions.abort("skipped: ../shared/recordings is not here");
    }
}
