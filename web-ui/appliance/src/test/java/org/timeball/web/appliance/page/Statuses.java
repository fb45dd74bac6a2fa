package org.timeball.web.appliance.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.timeball.refclock.time.ClockState;
import org.timeball.server.control.Corrections;
import org.timeball.server.control.ErrorSum;
import org.timeball.server.control.KeyExchangeStats;
import org.timeball.server.control.LeapRecord;
import org.timeball.server.control.Pools;
import org.timeball.server.control.PulseCounts;
import org.timeball.server.control.PulseRecord;
import org.timeball.server.control.Receiver;
import org.timeball.server.control.Receiver.SatelliteInView;
import org.timeball.server.control.ServerStats;
import org.timeball.server.control.Source;
import org.timeball.server.control.StampStats;
import org.timeball.server.control.Status;
import org.timeball.server.control.Tracking;

/** A daemon's words for tests: a plausible box on Sunday 22 November 2026, and what differs from it by test. */
public final class Statuses {

    /** 10:41:27 UTC. */
    public static final Instant NOW = Instant.parse("2026-11-22T10:41:27Z");

    private static final List<String> FAMILIES = List.of("GPS", "Galileo", "GLONASS", "BeiDou");

    private Statuses() {}

    /** Locked within ±310 ns for three days and four hours. */
    public static Status locked() {
        return of(ClockState.LOCKED, "Pulses steer the clock.", 310e-9, receiver(satellites(14)));
    }

    /** In a state, with a sentence for it; 16 s when nothing is vouched for. */
    public static Status of(ClockState state, String reason, double withinSeconds) {
        return of(state, reason, withinSeconds, receiver(satellites(14)));
    }

    /** With another receiver. */
    public static Status of(ClockState state, String reason, double withinSeconds, Receiver receiver) {
        return at(NOW, state, reason, withinSeconds, receiver);
    }

    /** Locked, with something learned of what is corrected. */
    public static Status corrected(Corrections corrections) {
        return at(NOW, ClockState.LOCKED, "Pulses steer the clock.", 310e-9, receiver(satellites(14)), corrections);
    }

    /** Locked, with these sources. */
    public static Status following(List<Source> sources) {
        return at(NOW, ClockState.LOCKED, "Fine.", 310e-9, receiver(satellites(14)), Corrections.NONE, sources);
    }

    /** At another time. */
    public static Status at(Instant utc, ClockState state, String reason, double withinSeconds, Receiver receiver) {
        return at(utc, state, reason, withinSeconds, receiver, Corrections.NONE);
    }

    private static Status at(
            Instant utc,
            ClockState state,
            String reason,
            double withinSeconds,
            Receiver receiver,
            Corrections corrections) {
        var pulse = new Source("#", "*", "steers the clock", "PPS", 0, 0, 0xFF, 1, 2e-9, 2e-9, 250e-9);
        return at(utc, state, reason, withinSeconds, receiver, corrections, List.of(pulse));
    }

    private static Status at(
            Instant utc,
            ClockState state,
            String reason,
            double withinSeconds,
            Receiver receiver,
            Corrections corrections,
            List<Source> sources) {
        boolean isSynchronised = state.isSynchronised();
        return new Status(
                "timeball 0.1.0",
                utc.getEpochSecond() * 1_000_000_000L + utc.getNano(),
                273_960,
                state,
                273_600,
                reason,
                withinSeconds,
                isSynchronised ? 1.2e-6 : 16,
                tracking(utc, isSynchronised),
                sources,
                receiver,
                new PulseCounts("/dev/pps0", 273_540, 12, Map.of("too far off", 3L, "second not named", 41L)),
                new ServerStats(
                        1_840_212,
                        368,
                        12,
                        0,
                        0,
                        1_240,
                        18,
                        973_040,
                        0,
                        0,
                        0,
                        1_839_844,
                        4,
                        Map.of("rate limited", 301L, "not a request", 67L),
                        58.34,
                        31.7,
                        new StampStats(0, 1_839_844, 1_840_212, 0, 0, 0, List.of())),
                new KeyExchangeStats(
                        1_222,
                        1_204,
                        Map.of(15, 1_204L),
                        Map.of("no ALPN", 5L, "wrong name asked for", 11L, "too slow", 2L),
                        new KeyExchangeStats.CookieKeys(NOW.getEpochSecond() - 40_000, 8)),
                Pools.NONE,
                corrections,
                isSynchronised ? errorSum(withinSeconds) : ErrorSum.UNTOLD,
                List.of());
    }

    /** Two thirds of it are the pulse's own; and what would become of it within a day. */
    private static ErrorSum errorSum(double withinSeconds) {
        var parts = List.of(
                new ErrorSum.Part("systematic error of the pulse", withinSeconds * 2 / 3, withinSeconds * 2 / 3),
                new ErrorSum.Part("scatter of the filter", withinSeconds / 3, 1.2e-6 - withinSeconds * 2 / 3));
        var ahead = List.of(
                new ErrorSum.Ahead(60, 0.4e-6, 2e-6, 5e-6),
                new ErrorSum.Ahead(3_600, 20e-6, 100e-6, 250e-6),
                new ErrorSum.Ahead(86_400, 1e-3, 5e-3, 12e-3));
        return new ErrorSum(parts, ahead, 1e-3);
    }

    private static Tracking tracking(Instant utc, boolean isSynchronised) {
        return new Tracking(
                isSynchronised ? 0x50505300L : 0,
                isSynchronised ? "PPS" : "",
                isSynchronised ? 1 : 0,
                utc.getEpochSecond() * 1_000_000_000L,
                2e-9,
                2e-9,
                19e-9,
                -0.3184,
                0.0002,
                0.0041,
                0,
                isSynchronised ? 1.2e-6 : 16,
                1,
                isSynchronised ? "Normal" : "Not synchronised",
                LeapRecord.UNTOLD,
                0);
    }

    /** A receiver that sees them. */
    public static Receiver receiver(List<SatelliteInView> satellites) {
        int used = (int) satellites.stream().filter(SatelliteInView::isUsed).count();
        return receiver("/dev/ttyAMA0", true, satellites, used);
    }

    /** A receiver on another port. */
    public static Receiver receiver(String port, boolean isPresent, List<SatelliteInView> satellites, int used) {
        return new Receiver(
                port,
                isPresent,
                "UBX",
                "3D",
                NOW.getEpochSecond(),
                used,
                satellites,
                1_369_800,
                214,
                2,
                0,
                "off",
                Receiver.Health.UNTOLD,
                "");
    }

    /** So many satellites all over the sky, most of them used; the same for the same number. */
    public static List<SatelliteInView> satellites(int number) {
        var random = new Random(7);
        var satellites = new ArrayList<SatelliteInView>();
        for (int i = 0; i < number; i++) {
            int elevation = (int) Math.toDegrees(Math.asin(random.nextDouble()));
            int signal = Math.clamp(22 + elevation / 3 + random.nextInt(8), 0, 52);
            boolean isUsed = elevation > 9;
            satellites.add(new SatelliteInView(
                    FAMILIES.get(i * FAMILIES.size() / number), 1 + i, elevation, random.nextInt(360), signal, isUsed));
        }
        return satellites;
    }

    /** Ten minutes of pulses up to {@code newest}, one a second, all used, with an outage of a minute and a half. */
    public static List<PulseRecord> pulses(Instant newest) {
        var random = new Random(11);
        var pulses = new ArrayList<PulseRecord>();
        double drift = 0;
        for (int i = 0; i < PulsePlot.WINDOW_SECONDS; i++) {
            drift = 0.97 * drift + 4e-9 * random.nextGaussian();
            boolean isMissing = i > 330 && i < 420;
            if (!isMissing) {
                long second = newest.getEpochSecond() - PulsePlot.WINDOW_SECONDS + 1 + i;
                pulses.add(new PulseRecord(second, drift + 6e-9 * random.nextGaussian(), true, 1, "used"));
            }
        }
        return pulses;
    }
}
