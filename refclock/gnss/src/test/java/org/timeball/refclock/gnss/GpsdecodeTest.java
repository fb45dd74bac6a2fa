package org.timeball.refclock.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.timeball.refclock.time.ReceiverBytes;

/**
 * The decoder and gpsd's, side by side on every recording: each second that gpsd names has to be one of ours, with the
 * same fix and place, and what gpsd counts of satellites has to be what we count in that second.
 *
 * <p>Where the two are known to differ, the row says so and why. Everywhere:
 * gpsd tells no fix before its third epoch, so it may know fewer seconds than we do but never others;
 * it moves dates from before its own release by 1,024 weeks, which is right for a receiver and wrong for an old
 * recording;
 * it knows no fix of time alone and calls one three-dimensional, or none (mode 0) where only NAV-STATUS tells it;
 * it names a second once more for each message of an epoch, before those that bring the rest have come.
 * Compared with gpsd 3.22, Debian 12's, and written so that later ones may have put right what it does wrong.
 */
class GpsdecodeTest {

    private static final long SECOND = 1_000_000_000L;

    /** The sixth digit of a degree: a tenth of a metre. */
    private static final double PLACE_DEGREES = 1e-6;

    /** Until when gpsd takes a date for one before a rollover; later than any release that could run here today. */
    private static final long GPSD_FLOOR = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

    private static final Pattern CLASS = Pattern.compile("^\\{\"class\":\"(TPV|SKY)\",\"device\":\"stdin\".*");

    /** What gpsd says that we do not, and why that is right. */
    enum Known {
        /** A binary protocol that is noise to us: nothing to compare. */
        OTHER_PROTOCOL,
        /** NAV-SOL is taken for a fix even when its validity flag (gnssFixOK) is not set. */
        FIX_WITHOUT_FLAG,
        /** GGA has an altitude, so there are three dimensions: but GSA says two, and three satellites give no more. */
        ALTITUDE_TAKEN_FOR_A_DIMENSION,
        /** Latitude and longitude stay those of an earlier epoch, while NAV-SOL tells the new ones Earth-fixed. */
        PLACE_HELD,
        /** GPS time is turned into UTC with the leap seconds of gpsd's release, three more than those of 2009. */
        LEAP_SECONDS_OF_ITS_RELEASE,
        /** GGA's time is given a date although the burst has none; we wait for RMC. */
        DATE_GUESSED,
        /** The recording ends behind NAV-SOL, whose GPS time it turns into UTC; we wait for NAV-TIMEUTC. */
        LAST_SECOND_CUT_OFF,
        /** A list of satellites cut short by lost sentences or told by parts is added up; we keep the whole one before. */
        PARTS_OF_LISTS
    }

    record Row(String name, Set<Known> known) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row row(String name, Known... known) {
        return new Row(name, Set.of(known));
    }

    static final List<Row> ROWS = List.of(
            row("april6_2019"),
            row("bu303-nofix", Known.OTHER_PROTOCOL),
            row("bu353s4"),
            row("et-332"),
            row("garmin17n", Known.PARTS_OF_LISTS),
            row("garmin18x-bin", Known.OTHER_PROTOCOL),
            row("gp-320fw-2019-04-06-overflow"),
            row("gp-320fw-2019-04-07-coldboot"),
            row("isync", Known.PARTS_OF_LISTS),
            row("meinberg-gps164"),
            row("mt3339"),
            row("mtk-3301", Known.ALTITUDE_TAKEN_FOR_A_DIMENSION),
            row("navisys-gr701w", Known.FIX_WITHOUT_FLAG, Known.PLACE_HELD, Known.LAST_SECOND_CUT_OFF),
            row("quectel-L70"),
            row("quectel-eg25-g", Known.DATE_GUESSED, Known.PARTS_OF_LISTS),
            row("quectel-l76k-nmea", Known.PARTS_OF_LISTS),
            row("u-blox-m8t-time"),
            row("ublox-8-time", Known.PLACE_HELD, Known.LAST_SECOND_CUT_OFF),
            row("ublox-8"),
            row("ublox-lea-4t", Known.LEAP_SECONDS_OF_ITS_RELEASE, Known.PLACE_HELD),
            row("ublox-lea-m8f"),
            row("ublox-neo-m8t-s"),
            row("ublox-zed-f9p-hp"));

    /** A TPV: mode 0 unknown, 1 no fix, 2 or 3 dimensions. */
    record Tpv(long second, int mode, OptionalDouble latitude, OptionalDouble longitude) {}

    /** A SKY and the second that was spoken of when it came. */
    record Sky(long second, int inView, int used) {}

    record Told(List<Tpv> fixes, List<Sky> skies) {}

    @TempDir
    private Path folder;

    @BeforeAll
    static void isThere() {
        boolean isThere = Pattern.compile(":")
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "gpsdecode")));
        Assumptions.assumeTrue(isThere, "skipped: gpsdecode is not here (Debian: gpsd-clients, gpsd-tools)");
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void agreesWithGpsd(Row row) throws IOException, InterruptedException {
        var told = decoded(row.name);
        var epochs = epochs(row.name);
        if (row.known.contains(Known.OTHER_PROTOCOL)) {
            assertEquals(Map.of(), epochs);
            return;
        }
        var differences = new ArrayList<String>();
        for (var fix : told.fixes) {
            if (!isAgreed(row, fix, epochs)) {
                differences.add(fix + " is " + epochs.get(ours(fix.second, epochs)));
            }
        }
        var skies = told.skies.stream().filter(sky -> isAgreed(sky, epochs)).toList();
        if (!row.known.contains(Known.PARTS_OF_LISTS) && skies.size() < told.skies.size()) {
            differences.add("of " + told.skies + " agreed are " + skies);
        }
        assertEquals(List.of(), differences);
    }

    private static boolean isAgreed(Row row, Tpv tpv, SortedMap<Long, Epoch> epochs) {
        var epoch = epochs.get(ours(tpv.second, epochs));
        if (epoch == null) {
            return row.known.contains(Known.LAST_SECOND_CUT_OFF) && epochs.lastKey() + 1 == tpv.second
                    || row.known.contains(Known.DATE_GUESSED) && tpv.mode == 1
                    || row.known.contains(Known.LEAP_SECONDS_OF_ITS_RELEASE) && epochs.containsKey(tpv.second + 3);
        }
        boolean isUnflagged = row.known.contains(Known.FIX_WITHOUT_FLAG) && epoch.fix() == Fix.NONE;
        return isUnflagged || isSameFix(row, tpv, epoch) && isSamePlace(row, tpv, epoch, epochs);
    }

    private static boolean isSameFix(Row row, Tpv tpv, Epoch epoch) {
        return switch (tpv.mode) {
            case 3 ->
                epoch.fix() == Fix.THREE_D
                        || epoch.fix() == Fix.TIME_ONLY
                        || epoch.fix() == Fix.TWO_D && row.known.contains(Known.ALTITUDE_TAKEN_FOR_A_DIMENSION);
            case 2 -> epoch.fix() == Fix.TWO_D;
            case 1 -> epoch.fix() == Fix.NONE;
            default -> epoch.fix() == Fix.TIME_ONLY;
        };
    }

    private static boolean isSamePlace(Row row, Tpv tpv, Epoch epoch, SortedMap<Long, Epoch> epochs) {
        if (tpv.latitude.isEmpty() || epoch.position().isEmpty()) {
            return tpv.latitude.isPresent() == epoch.position().isPresent();
        }
        boolean isHeld = row.known.contains(Known.PLACE_HELD)
                && epochs.values().stream()
                        .filter(before -> before.utcSecond().getAsLong()
                                <= epoch.utcSecond().getAsLong())
                        .anyMatch(before -> isAt(tpv, before));
        return isHeld || isAt(tpv, epoch);
    }

    private static boolean isAt(Tpv tpv, Epoch epoch) {
        return epoch.position()
                .filter(at -> Math.abs(at.latitudeDegrees() - tpv.latitude.orElseThrow()) <= PLACE_DEGREES)
                .filter(at -> Math.abs(at.longitudeDegrees() - tpv.longitude.orElseThrow()) <= PLACE_DEGREES)
                .isPresent();
    }

    /** A list comes after the sentence with the time, or before it, and gpsd waits for more epochs to tell a time. */
    private static boolean isAgreed(Sky sky, SortedMap<Long, Epoch> epochs) {
        long second = ours(sky.second, epochs);
        return LongStream.rangeClosed(second - 1, second + 3)
                .mapToObj(epochs::get)
                .filter(Objects::nonNull)
                .anyMatch(epoch -> epoch.satellites().size() == sky.inView && epoch.satellitesUsed() == sky.used);
    }

    /**
     * The second by our count: gpsd's, or 1,024 weeks before where it has moved an old date.
     */
    private static long ours(long second, SortedMap<Long, Epoch> epochs) {
        long before = second - WeekRollover.PERIOD_SECONDS;
        return !epochs.containsKey(second) && before < GPSD_FLOOR && epochs.containsKey(before) ? before : second;
    }

    private static SortedMap<Long, Epoch> epochs(String name) throws IOException {
        var receiver = new GnssReceiver(0);
        var epochs = new ArrayList<Epoch>();
        long rawNanos = 0;
        for (byte[] burst : RecordingCutter.cutIntoEpochs(SharedRecordings.bytes(name))) {
            epochs.addAll(receiver.accept(new ReceiverBytes(burst, rawNanos)));
            rawNanos += SECOND;
            receiver.onSilence(rawNanos).ifPresent(epochs::add);
        }
        return epochs.stream()
                .filter(epoch -> epoch.utcSecond().isPresent())
                .collect(Collectors.toMap(
                        epoch -> epoch.utcSecond().getAsLong(), epoch -> epoch, (_, later) -> later, TreeMap::new));
    }

    private Told decoded(String name) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        var process = new ProcessBuilder("gpsdecode", "-j")
                .redirectInput(SharedRecordings.folder().resolve(name + ".log").toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "gpsdecode ends with its input");
        var fixes = new ArrayList<Tpv>();
        var skies = new ArrayList<Sky>();
        var second = OptionalLong.empty();
        for (String line : Files.readAllLines(out, StandardCharsets.ISO_8859_1)) {
            var kind = CLASS.matcher(line);
            if (!kind.matches()) {
                continue;
            }
            if (kind.group(1).equals("TPV") && line.contains("\"time\"")) {
                second = OptionalLong.of(second(line));
                fixes.add(new Tpv(
                        second.getAsLong(),
                        (int) number(line, "mode").orElse(0),
                        number(line, "lat"),
                        number(line, "lon")));
            } else if (kind.group(1).equals("SKY")
                    && second.isPresent()
                    && number(line, "nSat").isPresent()) {
                skies.add(new Sky(second.getAsLong(), (int) number(line, "nSat").getAsDouble(), (int)
                        number(line, "uSat").orElse(0)));
            }
        }
        return new Told(fixes, skies);
    }

    private static long second(String line) {
        var time = Pattern.compile("\"time\":\"([^\"]*)\"").matcher(line);
        assertTrue(time.find());
        var at = Instant.parse(time.group(1));
        return EpochKey.wholeSecond(at.getNano()) + at.getEpochSecond();
    }

    private static OptionalDouble number(String line, String name) {
        var number = Pattern.compile("\"" + name + "\":(-?[0-9.]+)").matcher(line);
        return number.find() ? OptionalDouble.of(Double.parseDouble(number.group(1))) : OptionalDouble.empty();
    }
}
