package org.timeball.refclock.simulation;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

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

    /** That a sentence has room for. */
    private static final int GSA_SATELLITES = 12;

    private static final int GSV_SATELLITES = 4;

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
        int used = 0;
        for (var family : FAMILIES) {
            used += used(family, utcSecond).size();
        }
        var sentences = new SentenceWriter();
        clock(sentences.begin("GN", "RMC"), time).field("A,5129.1234,N,00000.0000,W,0.01,");
        date(sentences, time).field(",,A").end();
        clock(sentences.begin("GN", "GGA"), time)
                .field("5129.1234,N,00000.0000,W,1")
                .field(used, 2)
                .field("0.7,46.0,M,47.0,M,,")
                .end();
        FAMILIES.forEach(family -> gsa(sentences, family, utcSecond));
        FAMILIES.forEach(family -> gsv(sentences, family, utcSecond));
        return sentences.octets();
    }

    /**
     * The burst of a second in which the receiver has no fix: it keeps the time, and vouches for nothing.
     *
     * @param utcSecond as with a fix
     * @return whole sentences with CR LF
     */
    public byte[] burstWithoutFix(long utcSecond) {
        var time = LocalDateTime.ofEpochSecond(utcSecond, 0, ZoneOffset.UTC);
        var sentences = new SentenceWriter();
        clock(sentences.begin("GN", "RMC"), time).field("V,,,,,,");
        date(sentences, time).field(",,N").end();
        clock(sentences.begin("GN", "GGA"), time).field(",,,,0,00,99.9,,,,,,").end();
        sentences.begin("GN", "GSA").field("A,1,,,,,,,,,,,,,99.9,99.9,99.9,1").end();
        return sentences.octets();
    }

    /** Never. */
    @Override
    public boolean hasEndedBy(long utcSecond) {
        return false;
    }

    private static SentenceWriter clock(SentenceWriter sentence, LocalDateTime time) {
        return sentence.field(time.getHour(), time.getMinute(), time.getSecond(), ".00");
    }

    private static SentenceWriter date(SentenceWriter sentence, LocalDateTime time) {
        return sentence.field(time.getDayOfMonth(), time.getMonthValue(), time.getYear() % 100, "");
    }

    private static void gsa(SentenceWriter sentences, Family family, long second) {
        sentences.begin("GN", "GSA").field("A,3");
        var used = used(family, second);
        for (var orbit : used) {
            sentences.field(orbit.number, 2);
        }
        for (int i = used.size(); i < GSA_SATELLITES; i++) {
            sentences.field("");
        }
        sentences.field("1.2,0.7,1.0").field(family.systemId, 1).end();
    }

    private static void gsv(SentenceWriter sentences, Family family, long second) {
        var inView = inView(family, second);
        int total = Math.ceilDiv(inView.size(), GSV_SATELLITES);
        for (int part = 1; part <= total; part++) {
            sentences.begin(family.talker, "GSV").field(total, 1).field(part, 1).field(inView.size(), 2);
            int end = Math.min(inView.size(), GSV_SATELLITES * part);
            for (var orbit : inView.subList(GSV_SATELLITES * (part - 1), end)) {
                int elevation = orbit.elevationDegrees(second);
                int signal = 28 + elevation / 4;
                sentences
                        .field(orbit.number, 2)
                        .field(elevation, 2)
                        .field(orbit.azimuthAt(second), 3)
                        .field(signal, 2);
            }
            sentences.end();
        }
    }

    private static List<Orbit> inView(Family family, long second) {
        return family.orbits.stream()
                .filter(orbit -> orbit.elevationDegrees(second) >= 0)
                .toList();
    }

    private static List<Orbit> used(Family family, long second) {
        return family.orbits.stream()
                .filter(orbit -> orbit.elevationDegrees(second) >= MASK_DEGREES)
                .limit(GSA_SATELLITES)
                .toList();
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
