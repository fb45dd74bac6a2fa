package org.timeball.firmware.sync.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.discipline.ClockMemory;
import org.timeball.refclock.discipline.holdover.HoldoverMemory;
import org.timeball.refclock.discipline.holdover.SlopeRecord;
import org.timeball.server.state.StateDirectory;
import org.timeball.server.state.StateException;

class ClockFileTest {

    private static final long BUILT = 1_795_000_000L;
    private static final TimeFloor FLOOR = new TimeFloor(BUILT, true);
    private static final long YEAR = 31_556_952L;

    @TempDir
    Path temporary;

    private ClockFile open() throws StateException {
        return ClockFile.open(StateDirectory.open(temporary.resolve("state")), FLOOR, 0);
    }

    private Path file() {
        return temporary.resolve("state").resolve(ClockFile.NAME);
    }

    /** As much as a week leaves behind. */
    private static ClockMemory memory(long utcSecond) {
        var watched = new HoldoverMemory(750, SlopeRecord.EMPTY);
        double phase = 0;
        for (int minute = 0; minute < 8 * 1_440 - 1; minute++) {
            double frequency = 1e-6 * Math.sin(minute / 200.0);
            watched.pulse(60L * minute, phase, frequency);
            phase += 60 * frequency;
        }
        return new ClockMemory(utcSecond, -8_123.456, watched.record());
    }

    @Test
    void remembersNothingAtTheFirstStart() throws StateException {
        assertEquals(Optional.empty(), open().remembered());
        assertEquals(BUILT, open().floorUtcSecond());
    }

    @Test
    void remembersOverARestart() throws StateException {
        open().save(Optional.of(memory(BUILT + 5_000)));
        var again = open();
        var remembered = again.remembered().orElseThrow();
        assertEquals(BUILT + 5_000, again.floorUtcSecond());
        assertEquals(-8_123.456, remembered.oscillatorPpb());
        double before = new HoldoverMemory(750, memory(0).slopes()).slopes().straySeconds(40_000);
        double after = new HoldoverMemory(750, remembered.slopes()).slopes().straySeconds(40_000);
        assertTrue(after >= before && after < before * (1 + 1e-4), before + " became " + after);
    }

    /** The write budget: six writes an hour of two syncs each, and none for what is known already. */
    @Test
    void savesEveryTenMinutesAndNotMore() throws StateException, IOException {
        var clockFile = open();
        int writes = 0;
        for (int second = 0; second < 3 * 3_600; second++) {
            var known = second < 3_600 ? Optional.<ClockMemory>empty() : Optional.of(small(BUILT + second / 60 * 60));
            clockFile.saveIfDue(known, TimeUnit.SECONDS.toNanos(second));
            if (Files.deleteIfExists(file())) {
                writes++;
            }
        }
        assertEquals(12, writes);
        clockFile.save(Optional.of(small(BUILT)));
        assertTrue(Files.notExists(file()), "older than what was saved");
    }

    private static ClockMemory small(long utcSecond) {
        return new ClockMemory(utcSecond, 1, SlopeRecord.EMPTY);
    }

    /** S4 of the test catalogue; that no octet can rot unseen is a matter of the durable file and tested there. */
    @Test
    void takesTheGenerationBeforeWhereABitRots() throws StateException, IOException {
        open().save(Optional.of(memory(BUILT + 1_000)));
        open().save(Optional.of(memory(BUILT + 2_000)));
        byte[] whole = Files.readAllBytes(file());
        assertTrue(whole.length < 16_384, whole.length + " octets");
        var before = open().remembered();
        assertEquals(BUILT + 2_000, before.orElseThrow().utcSecond());
        for (int at : new int[] {0, 20, 60, whole.length / 2, whole.length - 1}) {
            byte[] rotten = whole.clone();
            rotten[at] ^= (byte) (1 << at % 8);
            Files.write(file(), rotten);
            assertEquals(BUILT + 1_000, open().floorUtcSecond(), "octet " + at);
        }
        Files.write(file().resolveSibling(ClockFile.NAME + ".previous"), new byte[] {1});
        assertEquals(Optional.empty(), open().remembered(), "nothing whole is left");
    }

    record Stamp(String name, long utcSecond, boolean isBelieved) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** S8 and C4: a stamp is a floor for dates; one that cannot be true is none. */
    static final List<Stamp> STAMPS = List.of(
            new Stamp("1970", 0, false),
            new Stamp("a second before the build", BUILT - 1, false),
            new Stamp("the build's own second", BUILT, true),
            new Stamp("a year later", BUILT + YEAR, true),
            new Stamp("nine years later", BUILT + 9 * YEAR, true),
            new Stamp("2099", 4_080_000_000L, false),
            new Stamp("the end of time", Long.MAX_VALUE, false));

    @ParameterizedTest
    @FieldSource("STAMPS")
    void believesNoStampThatCannotBeTrue(Stamp stamp) throws StateException {
        StateDirectory.open(temporary.resolve("state"))
                .durableFile(ClockFile.NAME)
                .write(small(stamp.utcSecond).encode());
        assertEquals(stamp.isBelieved ? stamp.utcSecond : BUILT, open().floorUtcSecond());
        assertEquals(stamp.isBelieved, open().remembered().isPresent());
    }

    /** A replay's time is not that of the world: it is neither kept nor does it see what is kept. */
    @Test
    void aReplayLeavesNothingBehindAndUsesNothing() throws StateException {
        open().save(Optional.of(small(BUILT + 9_000)));
        var replay = ClockFile.open(
                StateDirectory.open(temporary.resolve("state")), new TimeFloor(BUILT - 5 * YEAR, false), 0);
        assertEquals(BUILT - 5 * YEAR, replay.floorUtcSecond());
        replay.save(Optional.of(small(BUILT + 99_000)));
        assertEquals(BUILT + 9_000, open().floorUtcSecond());
    }

    record Trouble(String name, String content) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Trouble> TROUBLES = List.of(
            new Trouble("empty", ""),
            new Trouble("another file's", "not a clock\n"),
            new Trouble("no oscillator", "timeball-clock 1\nutc-second 1795000001\n"),
            new Trouble("two seconds", "timeball-clock 1\nutc-second 1795000001\nutc-second 1\noscillator-ppb 1\n"),
            new Trouble("no number", "timeball-clock 1\nutc-second 1795000001\noscillator-ppb NaN\n"),
            new Trouble("too fast", "timeball-clock 1\nutc-second 1795000001\noscillator-ppb 1e9\n"),
            new Trouble("a broken day", "timeball-clock 1\nutc-second 1795000001\noscillator-ppb 1\nday 1:5 2\n"));

    @ParameterizedTest
    @FieldSource("TROUBLES")
    void startsWithoutMemoryWhenTheContentIsNotOurs(Trouble trouble) throws StateException {
        StateDirectory.open(temporary.resolve("state"))
                .durableFile(ClockFile.NAME)
                .write(trouble.content.getBytes(StandardCharsets.US_ASCII));
        assertEquals(Optional.empty(), open().remembered());
    }

    /** What a later version adds is skipped, not stumbled over. */
    @Test
    void skipsWhatItDoesNotKnow() {
        byte[] later = "timeball-clock 1\nutc-second 1795000001\nsurveyed-position 1 2 3\noscillator-ppb 1.5\n"
                .getBytes(StandardCharsets.US_ASCII);
        assertEquals(Optional.of(new ClockMemory(1_795_000_001L, 1.5, SlopeRecord.EMPTY)), ClockMemory.decode(later));
    }

    /** A disk that takes nothing, and a file that others may read, are no reasons not to serve. */
    @Test
    void aDiskThatRefusesEndsNothing() throws StateException, IOException {
        open().save(Optional.of(small(BUILT + 1)));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(Optional.empty(), open().remembered());
        Files.delete(file());
        var obstacle = Files.createDirectory(file().resolveSibling(ClockFile.NAME + ".new"));
        Files.createFile(obstacle.resolve("in-the-way"));
        var clockFile = open();
        clockFile.save(Optional.of(small(BUILT + 2)));
        Files.delete(obstacle.resolve("in-the-way"));
        Files.delete(obstacle);
        clockFile.save(Optional.of(small(BUILT + 2)));
        assertEquals(BUILT + 2, open().floorUtcSecond());
    }
}
