package org.timeball.firmware.appliance.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.timeball.refclock.gnss.RecordingCutter;
import org.timeball.refclock.time.ClockState;

/** A real receiver's bytes: the time served is the recording's, not the machine's. */
@Execution(ExecutionMode.CONCURRENT)
class RecordingIT {

    @TempDir
    Path folder;

    @Test
    void chronydReportsTheRecordingsDate() throws IOException, InterruptedException {
        var recording = Launcher.shared("recordings/u-blox-m8t-time.log");
        try (var demo = RunningDemo.start(RunningDemo.Ports.free(folder), "--recording", recording.toString())) {
            var plain = Chronyd.ask(15, Chronyd.ntp(demo.ports().ntp()));
            assertEquals(LocalDate.of(2021, 2, 23), dateServed(plain), plain::all);
            var authenticated = Chronyd.ask(
                    15, Chronyd.nts(demo.ports().ntp(), demo.ports().keyExchange()), "ntstrustedcerts " + demo.ca());
            assertEquals(LocalDate.of(2021, 2, 23), dateServed(authenticated), authenticated::all);
            demo.endsWithinTwoSeconds();
        }
    }

    /** Two seconds are too few to trust, and every byte of them is decoded. */
    @Test
    void decodesAShortRecordingFromItsFirstByte() throws IOException, InterruptedException {
        var recording = Launcher.shared("recordings/garmin17n.log");
        try (var demo = RunningDemo.start(
                RunningDemo.Ports.free(folder.resolve("demo")), "--recording", recording.toString())) {
            var status = Launcher.timeball(
                    "status", "--json", "--state", demo.ports().state().toString());
            assertEquals(2, status.exitCode(), status::all);
            assertTrue(status.output().contains("\"utcSecond\" : 1110965883"), status::all);
            assertTrue(status.output().contains("\"messages\" : 22"), status::all);
        }
    }

    /** Twenty-five of its seconds, then nothing more: the clock holds over until it can no longer vouch for its time. */
    @Test
    void holdsOverAndThenSaysThatItIsNotSynchronised() throws IOException, InterruptedException {
        var recording = Launcher.shared("recordings/u-blox-m8t-time.log");
        var start = folder.resolve("start.log");
        var epochs = RecordingCutter.cutIntoEpochs(Files.readAllBytes(recording));
        try (var out = Files.newOutputStream(start)) {
            for (var epoch : epochs.subList(0, 25)) {
                out.write(epoch);
            }
        }
        try (var demo = RunningDemo.start(
                RunningDemo.Ports.free(folder.resolve("demo")),
                "--recording",
                start.toString(),
                "--holdover-limit",
                "0.00001")) {
            awaitState(demo, ClockState.LOCKED, 0);
            awaitState(demo, ClockState.HOLDOVER, 1);
            awaitState(demo, ClockState.UNSYNCHRONISED, 2);
            var tracking = Launcher.timeball(
                            "tracking", "--state", demo.ports().state().toString())
                    .output();
            assertTrue(tracking.contains("Leap status     : Not synchronised"), tracking);
        }
    }

    private static void awaitState(RunningDemo demo, ClockState state, int wanted)
            throws IOException, InterruptedException {
        // Not by the command: each is a Java of its own, and would keep a processor busy for as long as it takes.
        AwaitedStatus.of(demo.controlSocket(), status -> status.state() == state, demo::errorsSoFar);
        var last = Launcher.timeball("status", "--state", demo.ports().state().toString());
        for (int tries = 0; tries < 300 && last.exitCode() != wanted; tries++) {
            last = Launcher.timeball("status", "--state", demo.ports().state().toString());
        }
        assertEquals(wanted, last.exitCode(), last::all);
    }

    private static LocalDate dateServed(Launcher.Finished finished) {
        long millis = Math.round(Chronyd.offsetSeconds(finished) * 1_000);
        return Instant.now().plusMillis(millis).atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
