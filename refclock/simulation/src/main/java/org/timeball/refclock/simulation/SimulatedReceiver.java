package org.timeball.refclock.simulation;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A receiver that says, second by second, what a good multi-constellation one says: RMC, GGA, GSA and GSV by NMEA 0183.
 *
 * <p>Its satellites rise, pass and set on paths that are made up but steady: the same second gives the same bytes.
 */
public final class SimulatedReceiver implements ReceiverScript {

    /** What a satellite does: rises at one azimuth, culminates, sets, over and over. */
    private record Orbit(
            int number, int periodSeconds, int phaseSeconds, int peakDegrees, int azimuthDegrees, int sweep) {

        /** Below zero while it is under the horizon. */
        int elevationDegrees(long second) {
            return (int) Math.round(peakDegrees * Math.sin(2 * Math.PI * turns(second)));
        }

        int azimuthAt(long second) {
            return Math.floorMod(Math.round(azimuthDegrees + sweep * 2 * turns(second)), 360);
        }

        private double turns(long second) {
            return Math.floorMod(second + phaseSeconds, periodSeconds) / (double) periodSeconds;
        }
    }

    /** One constellation with its talker and its system id in GSA (NMEA 0183 version 4.11). */
    private record Family(String talker, int systemId, List<Orbit> orbits) {}

    /** Below this elevation a satellite is seen and not used. */
    private static final int MASK_DEGREES = 10;

    private static final int ORBIT_SECONDS = 43_082;

    private static final List<Family> FAMILIES = List.of(
            new Family("GP", 1, orbits(10, 2, 3)),
            new Family("GA", 3, orbits(8, 3, 5)),
            new Family("GL", 2, glonass()));

    /** Starts nothing; a receiver has no state but the second it is asked about. */
    public SimulatedReceiver() {}

    /**
     * The burst that names a second.
     *
     * @param utcSecond since the Unix epoch, between the years 1980 and 2079 for the two digits of RMC
     * @return whole sentences with CR LF
     */
    @Override
    public byte[] burst(long utcSecond) {
        var time = LocalDateTime.ofEpochSecond(utcSecond, 0, ZoneOffset.UTC);
        var clock = clock(time);
        var date = date(time);
        int used = FAMILIES.stream()
                .mapToInt(family -> used(family, utcSecond).size())
                .sum();
        var sentences = new ArrayList<String>();
        sentences.add("GNRMC," + clock + ",A,5129.1234,N,00000.0000,W,0.01,,%s,,,A".formatted(date));
        sentences.add("GNGGA," + clock + ",5129.1234,N,00000.0000,W,1,%02d,0.7,46.0,M,47.0,M,,".formatted(used));
        FAMILIES.forEach(family -> sentences.add(gsa(family, utcSecond)));
        FAMILIES.forEach(family -> sentences.addAll(gsv(family, utcSecond)));
        var bytes = new StringBuilder();
        sentences.forEach(sentence -> bytes.append(framed(sentence)));
        return bytes.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The burst of a second in which the receiver has no fix: it keeps the time, and vouches for nothing.
     *
     * @param utcSecond as with a fix
     * @return whole sentences with CR LF
     */
    public byte[] burstWithoutFix(long utcSecond) {
        var time = LocalDateTime.ofEpochSecond(utcSecond, 0, ZoneOffset.UTC);
        var clock = clock(time);
        return (framed("GNRMC," + clock + ",V,,,,,,,%s,,,N".formatted(date(time)))
                        + framed("GNGGA," + clock + ",,,,,0,00,99.9,,,,,,")
                        + framed("GNGSA,A,1,,,,,,,,,,,,,99.9,99.9,99.9,1"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Never. */
    @Override
    public boolean hasEndedBy(long utcSecond) {
        return false;
    }

    private static String clock(LocalDateTime time) {
        return "%02d%02d%02d.00".formatted(time.getHour(), time.getMinute(), time.getSecond());
    }

    private static String date(LocalDateTime time) {
        return "%02d%02d%02d".formatted(time.getDayOfMonth(), time.getMonthValue(), time.getYear() % 100);
    }

    private static String gsa(Family family, long second) {
        var fields = new StringBuilder("GNGSA,A,3");
        var used = used(family, second);
        for (int i = 0; i < 12; i++) {
            fields.append(',').append(i < used.size() ? "%02d".formatted(used.get(i).number) : "");
        }
        return fields + ",1.2,0.7,1.0," + family.systemId;
    }

    private static List<String> gsv(Family family, long second) {
        var inView = inView(family, second);
        var sentences = new ArrayList<String>();
        int total = Math.ceilDiv(inView.size(), 4);
        for (int i = 0; i < total; i++) {
            var fields = new StringBuilder("%sGSV,%d,%d,%02d".formatted(family.talker, total, i + 1, inView.size()));
            for (var orbit : inView.subList(4 * i, Math.min(inView.size(), 4 * i + 4))) {
                int elevation = orbit.elevationDegrees(second);
                int signal = 28 + elevation / 4;
                fields.append(String.format(
                        Locale.ROOT, ",%02d,%02d,%03d,%02d", orbit.number, elevation, orbit.azimuthAt(second), signal));
            }
            sentences.add(fields.toString());
        }
        return sentences;
    }

    private static List<Orbit> inView(Family family, long second) {
        return family.orbits.stream()
                .filter(orbit -> orbit.elevationDegrees(second) >= 0)
                .toList();
    }

    private static List<Orbit> used(Family family, long second) {
        return family.orbits.stream()
                .filter(orbit -> orbit.elevationDegrees(second) >= MASK_DEGREES)
                .limit(12)
                .toList();
    }

    private static String framed(String sentence) {
        int checksum = sentence.chars().reduce(0, (sum, letter) -> sum ^ letter);
        return "$%s*%02X\r\n".formatted(sentence, checksum);
    }

    private static List<Orbit> orbits(int count, int firstNumber, int numberStep) {
        var orbits = new ArrayList<Orbit>();
        for (int i = 0; i < count; i++) {
            orbits.add(new Orbit(
                    firstNumber + i * numberStep,
                    ORBIT_SECONDS,
                    i * ORBIT_SECONDS / count + 997 * firstNumber,
                    35 + (i * 29 + firstNumber * 11) % 55,
                    (i * 137 + firstNumber * 53) % 360,
                    i % 2 == 0 ? 140 : -160));
        }
        return List.copyOf(orbits);
    }

    /** NMEA numbers GLONASS from 65. */
    private static List<Orbit> glonass() {
        return orbits(6, 65, 3);
    }
}
